"""What the window says of a model."""

from restorer_app.gui.translation import number
from restorer_app.gui.translation import tr as _tr
from restorer_app.registry.catalog import ModelEntry, Task
from restorer_app.texts import translatable

_SHARES = {
    "right_clean_0": translatable("{share} % of clean photographs recognised"),
    "right_all_1_5": translatable("{share} % of all damage named rightly"),
    "right_all_4_5": translatable("{share} % of strong damage named rightly"),
    "no_harm_bit_exact": translatable("{share} % of clean photographs left untouched"),
    "val_right_first": translatable("{share} % named rightly at the end of the training"),
    "val_right_class": translatable("{share} % named rightly at the end of the training"),
    "val_found_again": translatable("{share} % of aged faces known again"),
    "val_similarity_same": translatable("{share} % similar to the same face"),
    "val_similarity_other": translatable("{share} % similar to other faces"),
    "wider_face_ap_easy": translatable("average precision {share} % on easy faces of WIDER FACE"),
    "wider_face_ap_medium": translatable("{share} % on medium ones"),
    "wider_face_ap_hard": translatable("{share} % on hard ones"),
    "val_f1": translatable("damage found with an F1 score of {share} %"),
    "val_false_area": translatable("{share} % of undamaged area taken for damage"),
    "val_click_f1": translatable("samples of clicks found with an F1 score of {share} %"),
    "val_click_false": translatable("{share} % of all other samples taken for clicks"),
    "val_called_clean": translatable(
        "{share} % of clean ones recognised at the end of the training"
    ),
}
"""What the figures of a model that names damage mean, by their names in the file."""

_IN_AND_OUT = (("val_psnr_in", "val_psnr_out"), ("val_si_sdr_in", "val_si_sdr_out"))


def model_title(entry: ModelEntry) -> str:
    """What it is for: 'Noise', 'Noise, second stage'; an imported model has its own title."""
    if entry.distortion is None:
        words = {
            Task.DIAGNOSE: _tr("Diagnosis"),
            Task.PRETRAINED: _tr("Shared start of the repairs"),
            Task.DEGRADE: _tr("Grey denoiser"),
            Task.EMBED: _tr("Knowing faces again"),
            Task.DETECT: _tr("Finding faces") if entry.is_optional else entry.title,
        }
        return words.get(entry.task, entry.title)
    name = _tr(entry.distortion.label)
    if entry.task is Task.DETAIL:
        return _tr("{what}, second stage").format(what=name)
    return _tr("{what}, where they are").format(what=name) if entry.task is Task.FIND else name


def place_in_list(entry: ModelEntry) -> tuple[int, int, str]:
    """Sorts as models are used: the diagnosis, the repairs in their order, then the others."""
    is_diagnosis = entry.task is Task.DIAGNOSE
    if entry.distortion is None:
        return (0 if is_diagnosis else 2, 0, entry.title)
    return (1, entry.distortion.repair_rank, entry.task)


def fact_rows(entry: ModelEntry, verdict: str) -> list[tuple[str, str]]:
    """Names and values; `verdict` says how the check of the weights went."""
    rows = [
        (_tr("Name"), entry.id),
        (_tr("Licence"), entry.licence),
        (_tr("Size"), _tr("{n} MB").format(n=number(entry.bytes / 1e6, 1))),
        (_tr("Checksum"), f"SHA-256 {entry.sha256[:16]} …, {verdict}"),
        (_tr("Trained"), _training(entry)),
        (_tr("Measured"), _measured(entry.metrics)),
        (_tr("Limits"), entry.limits),
    ]
    return [(name, value) for name, value in rows if value]


def _training(entry: ModelEntry) -> str:
    if not entry.recipe:
        return ""
    return _tr("recipe {name}, {n} steps").format(name=entry.recipe, n=entry.steps)


def _measured(metrics: dict[str, float]) -> str:
    """The gains level by level, else every figure; one without words by its name in the file."""
    gains = {name: value for name, value in metrics.items() if name.startswith("gain_db_level")}
    if gains:
        values = " · ".join(number(value, 1) for _, value in sorted(gains.items()))
        levels = sorted(name.removeprefix("gain_db_level") for name in gains)
        return _tr("{values} dB closer to the truth at levels {first} to {last}").format(
            values=values, first=levels[0], last=levels[-1]
        )
    told = [
        _tr(_SHARES[name]).format(share=number(100 * value, 1 if value < 1 else 0))
        if name in _SHARES
        else f"{name} {number(value, 2)}"
        for name, value in metrics.items()
        if not any(name in pair for pair in _IN_AND_OUT)
    ]
    for pair in _IN_AND_OUT:
        if all(name in metrics for name in pair):
            before, after = (number(metrics[name], 1) for name in pair)
            told.append(
                _tr("{before} dB before and {after} dB after, at the end of the training").format(
                    before=before, after=after
                )
            )
    return " · ".join(told)
