use super::*;

/// Secrets that are there.
struct Vault;

impl Secrets for Vault {
    fn variable(&self, name: &str) -> Option<String> {
        (name == "TOKEN").then(|| "abc\n".to_owned())
    }

    fn file(&self, path: &Path) -> Option<String> {
        (path == Path::new("token.txt")).then(|| "def".to_owned())
    }
}

const GOOD: &str = r#"
[[connector]]
name = "省学历数据共享"
kinds = ["chsi_registration"]
needs = ["verification_code", "name"]
method = "POST"
address = "https://data.example.invalid/xl/query?v=1"
headers = { Authorization = { env = "TOKEN", before = "Bearer " }, X-Key = { file = "token.txt" }, Accept = "application/json" }

[connector.body]
json = { yzm = "{verification_code}", who = { xm = "{name}" }, page = 1 }

[connector.answer]
form = "json"
fields = { name = "/data/xm" }
says = [{ outcome = "found", pointer = "/code", equals = [0, "0"] }, { outcome = "not_found", text = "查无" }]
"#;

#[test]
fn a_good_file() {
    let connectors = load(GOOD, &Vault).unwrap();
    let connector = &connectors[0];
    assert_eq!(connector.host, "data.example.invalid:443");
    assert!(connector.headers.contains(&("Authorization".into(), Secret("Bearer abc".into()))));
    let values = [(FieldName::VerificationCode, "A\"1".into()), (FieldName::Name, "张三".into())].into();
    let request = connector.request(&values).unwrap();
    let (kind, body) = request.body.unwrap();
    assert_eq!(kind, "application/json");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body, serde_json::json!({"yzm": "A\"1", "who": {"xm": "张三"}, "page": 1}));
}

#[test]
fn the_fingerprint_is_that_of_question_and_understanding() {
    let of = |text: &str| load(text, &Vault).unwrap()[0].fingerprint.clone();
    assert_eq!(of(GOOD), of(&GOOD.replace("Bearer ", "Token ")));
    assert_eq!(of(GOOD), of(&format!("{GOOD}\n[connector.manners]\nper_minute = 6\n")));
    assert_ne!(of(GOOD), of(&GOOD.replace("/data/xm", "/data/name")));
    assert_ne!(of(GOOD), of(&GOOD.replace("v=1", "v=2")));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let answer = "answer";
    for (from, to, line, says) in [
        ("kinds = [\"chsi_registration\"]", "kinds = [\"备案表\"]", 4, "备案表"),
        ("kinds = [\"chsi_registration\"]", "kinds = []", 4, "no kind"),
        ("needs = [\"verification_code\", \"name\"]", "needs = [\"name\"]", 5, "{verification_code} is used"),
        ("method = \"POST\"", "method = \"PUT\"", 6, "PUT"),
        ("https://data", "http://data", 7, "only https"),
        ("data.example", "{name}.example", 7, "host"),
        ("https://data", "https://u:p@data", 7, "no user"),
        ("/query?v=1", "/query?v={nonsense}", 7, "nonsense"),
        ("TOKEN", "MISSING", 8, "MISSING is not set"),
        ("token.txt", "gone.txt", 8, "cannot be read"),
        ("{name}", "{name", 11, "brace"),
        ("\"/data/xm\"", "\"data.xm\"", 15, "begins with /"),
        ("name = \"/data/xm\"", "verification_code = \"/data/xm\"", 15, "not taken from an answer"),
        ("\"found\"", "\"not_found\"", 16, "when a record was found"),
        ("text = \"查无\"", "text = \"\"", 16, "stands in every answer"),
        ("form = \"json\"", "form = \"json\"\nunknown = 1", 15, "unknown"),
    ] {
        assert!(GOOD.contains(from), "{answer}: {from}");
        let error = load(&GOOD.replace(from, to), &Vault).unwrap_err();
        assert!(error.starts_with(&format!("line {line}: ")) && error.contains(says), "{to}: {error}");
        assert!(!error.contains("abc") && !error.contains("def"), "a secret is in {error}");
    }
    assert!(load("", &Vault).unwrap_err().contains("no [[connector]]"));
    assert!(load(&GOOD.repeat(2), &Vault).unwrap_err().contains("this name"));
    let impolite = format!("{GOOD}\n[connector.manners]\nper_minute = 100000\n");
    assert!(load(&impolite, &Vault).unwrap_err().contains("per_minute"));
}

#[test]
fn no_value_leads_elsewhere() {
    let text = GOOD.replace("/query?v=1", "/{name}/x?c={verification_code}");
    let text = text.replace("[connector.body]\njson", "[connector.body]\nform = { a = \"{name}\" }\n#");
    let connector = &load(&text, &Vault).unwrap()[0];
    let ask = |name: &str| {
        let values = [(FieldName::VerificationCode, "a&b=c#d".into()), (FieldName::Name, name.into())].into();
        connector.request(&values)
    };
    assert!(ask("..").is_none() && ask(".").is_none());
    let request = ask("//evil.invalid/@?#").unwrap();
    assert_eq!(request.address.host_str(), Some("data.example.invalid"));
    assert_eq!(request.address.path(), "/xl/%2F%2Fevil%2Einvalid%2F%40%3F%23/x");
    assert_eq!(request.address.query(), Some("c=a%26b%3Dc%23d"));
    assert_eq!(request.body.unwrap().1, "a=%2F%2Fevil%2Einvalid%2F%40%3F%23");
}
