"""Text of a report: tokens, sentences, quotations, cleaning with an exact offset map, and copies."""
