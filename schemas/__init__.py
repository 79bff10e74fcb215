"""What things mean: table models and vocabulary. No logic lives here."""
