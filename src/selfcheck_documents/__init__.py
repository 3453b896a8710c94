"""What leaves as a file: charts, reports, questionnaires and answers as spreadsheets. No server, no database."""
