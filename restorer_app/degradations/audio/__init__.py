"""What happens to recordings: rooms, noise, mains, worn records, overdriven and narrow devices.

Samples are float32 (channels, n), full scale -1..1, at any rate; results are as long as the input,
each sample at its own place, and not limited to full scale.
"""
