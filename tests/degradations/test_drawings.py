import numpy as np

from restorer_app.degradations.drawings import draw_page, draw_sky

N_PAGES = 24


def pages() -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [draw_page(96, rng) for _ in range(N_PAGES)]


def test_a_page_is_a_picture_with_even_paper_and_something_on_it() -> None:
    n_marked = 0
    for page in pages():
        assert page.shape == (96, 96, 3)
        assert page.dtype == np.uint8
        colors, counts = np.unique(page.reshape(-1, 3), axis=0, return_counts=True)
        assert counts.max() > 0.1 * counts.sum(), "some colour is everywhere: the paper"
        n_marked += len(colors) > 1
    assert n_marked > 0.9 * N_PAGES


def test_edges_are_smooth_as_from_a_scanner() -> None:
    shares_between = []
    for page in pages():
        grey = page.mean(axis=2)
        low, high = grey.min(), grey.max()
        is_between = (grey > low + 0.1 * (high - low)) & (grey < high - 0.1 * (high - low))
        shares_between.append(is_between.mean())
    assert np.median(shares_between) > 0.01


def test_pages_differ_and_a_seed_repeats_them() -> None:
    first, again = pages(), pages()
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert len({page.tobytes() for page in first}) == N_PAGES


def test_a_sky_changes_slowly_but_for_its_grain_and_does_not_band() -> None:
    rng = np.random.default_rng(0)
    for _ in range(8):
        sky = draw_sky(128, rng).astype(np.float64)
        assert sky.shape == (128, 128, 3)
        steps = np.abs(np.diff(sky, axis=1))
        assert 0.1 < steps.mean() < 3
        assert steps.max() < 8
        has_neighbour_of_its_value = (steps == 0).mean()
        assert has_neighbour_of_its_value < 0.75
