//! Floor 2. One file a document kind: titles, anchors, fields with their labels, what must be on it.
