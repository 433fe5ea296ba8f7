"""The right panel: what is wrong, the plan against it, presets, the preview, what was done."""
