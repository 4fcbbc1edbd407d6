//! Floor 2. Pages to documents: score each page against the kinds, find where one document ends.
