"""What leaves on paper or as a file: charts, reports, questionnaires and answers as spreadsheets. No server, no database."""
