"""When a card is shown again: FSRS with study days, steps, unbiased fuzz and replay."""
