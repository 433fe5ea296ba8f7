"""Estimates how much steady noise lies under a recording, from its quietest moments."""

import numpy as np
from scipy.ndimage import median_filter

from restorer_app.restoration.audio.spectra import FRAME_S, frame_powers
from restorer_app.restoration.audio.stretches import Stretch

QUIET = 0.1
"""The quietest tenth of each frequency is noise (minimum statistics, Martin 2001)."""
NEAR_HZ = 300.0
"""Noise is much the same over so many Hz; what stands out of it is a tone."""
STEEP_HZ = 200.0
"""Below it noise may fall so fast with frequency that tones and noise look alike."""
MOST_TONAL_DB = 3.0
"""By how much the quietest moments may be more than noise: chords that sound on are."""
SURE_SNR_DB = (19.0, 16.0, 10.0)
"""No noise worth a word, worth a repair, beyond doubt. The estimate is 2 dB low; 133 recordings of
clean speech had 20.9 at least."""
SEVEREST_SNR_DB = 0.0
SHORTEST_S = 1.0


class NoiseSearch:
    """Adds up powers and noise powers of stretches."""

    def __init__(self) -> None:
        self.snr_db_over_time: list[tuple[float, float]] = []
        """(seconds from the start, signal-to-noise ratio) of the stretches that tell."""
        self._sound = self._noise = 0.0

    def add(self, stretch: Stretch) -> None:
        if len(stretch.mono) < SHORTEST_S * stretch.rate or not stretch.mono.any():
            return
        powers = frame_powers(stretch.mono, stretch.rate)
        # The mean of what is distributed exponentially, from its quantile.
        quiet = np.quantile(powers, QUIET, axis=0) / -np.log(1 - QUIET)
        width = max(3, round(NEAR_HZ * FRAME_S))
        smooth = median_filter(quiet, width)
        low = round(STEEP_HZ * FRAME_S)
        if quiet[low:].sum() > 10 ** (MOST_TONAL_DB / 10) * smooth[low:].sum():
            return
        sound, noise = float(powers.sum(axis=1).mean()), float(smooth.sum())
        self.snr_db_over_time.append((stretch.start / stretch.rate, _snr_db(sound, noise)))
        self._sound += sound
        self._noise += noise

    @property
    def snr_db(self) -> float | None:
        """Signal-to-noise ratio of the whole; None where that can not be told."""
        return _snr_db(self._sound, self._noise) if self.snr_db_over_time else None

    @property
    def probability(self) -> float:
        if self.snr_db is None:
            return 0.0
        return float(np.interp(-self.snr_db, -np.array(SURE_SNR_DB), (0.0, 0.6, 1.0)))


def noise_severity(snr_db: float) -> float:
    """0..5: nil where noise is not worth a word, 5 where it is as loud as the sound."""
    return float(np.interp(-snr_db, (-SURE_SNR_DB[0], -SEVEREST_SNR_DB), (0, 5)))


def _snr_db(sound: float, noise: float) -> float:
    return float(10 * np.log10(max(sound - noise, 1e-6 * sound) / (noise + 1e-12 * sound)))
