"""The pages of answers: fields, histories, spreadsheets."""
