"""Pages of the room `contributors`: for those who coordinate, and behind a personal link."""
