//! Floor 4. What is kept: readings (only the pipeline writes), decisions, journal.
