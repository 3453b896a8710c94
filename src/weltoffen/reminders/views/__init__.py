"""Pages of the room `reminders`: for those who coordinate, and for those who are reminded."""
