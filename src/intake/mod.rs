//! Floor 1. Folder to uploads: what a file really is, its fingerprint, whose it is.
