"""What shows that an answer is true: links, documents and notes, as policy, as practice inside, as effect outside."""
