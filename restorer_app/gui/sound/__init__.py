"""A recording in the window: its spectrograms and waveform, and listening to it."""
