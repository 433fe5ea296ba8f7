"""The drawer of measurements: figures, histograms, and the comparison with a reference."""
