//! Floor 3. The roster as it comes (xlsx, xls, csv) to candidates; document to candidate.
