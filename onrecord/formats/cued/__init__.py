"""What captions share: cues, and who speaks in them."""
