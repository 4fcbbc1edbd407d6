//! Floor 5. The main job on one screen: intake, read, classify, extract, check, store.
