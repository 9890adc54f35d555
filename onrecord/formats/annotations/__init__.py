"""What annotations of recordings share: tiers of timed pieces, and the codes of CHAT."""
