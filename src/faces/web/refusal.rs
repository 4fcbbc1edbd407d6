//! Why a request is not done, as a person is told. [`dress`](super::dress) makes a page of it, or JSON for scripts.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::Error;

/// Why a request is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is in.
    SignIn,
    /// The password was set by somebody else and has to be changed first.
    PasswordFirst,
    /// This account may not.
    Forbidden,
    /// It does not come from a page of ours.
    Forged,
    /// It was sent to a name that is not ours.
    WrongHost,
    /// There is no such thing.
    NotFound,
    /// It is not asked like that.
    NotAllowed,
    /// What was sent cannot be taken.
    Invalid(String),
    /// It does not fit what others have done meanwhile.
    Conflict(String),
    /// What it was decided on is no longer what is shown.
    OutOfDate,
    /// It is too big.
    TooLarge,
    /// This person waits for enough already.
    Busy,
    /// It took too long.
    TooSlow,
    /// The work folder could not be read or written.
    Broken,
}

impl Refusal {
    /// Cannot be taken, and why.
    pub(super) fn invalid(why: impl Into<String>) -> Self {
        Self::Invalid(why.into())
    }

    /// Does not fit, and why.
    pub(super) fn conflict(why: impl Into<String>) -> Self {
        Self::Conflict(why.into())
    }

    /// The status of the answer.
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Forged | Self::PasswordFirst => StatusCode::FORBIDDEN,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) | Self::OutOfDate => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The word for scripts.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::PasswordFirst => "password-first",
            Self::Forbidden => "forbidden",
            Self::Forged => "forged",
            Self::WrongHost => "wrong-host",
            Self::NotFound => "not-found",
            Self::NotAllowed => "not-allowed",
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::OutOfDate => "out-of-date",
            Self::TooLarge => "too-large",
            Self::Busy => "busy",
            Self::TooSlow => "too-slow",
            Self::Broken => "broken",
        }
    }

    /// What a person is told.
    pub(super) fn told(&self) -> &str {
        match self {
            Self::SignIn => "请先登录。",
            Self::PasswordFirst => "这个口令是别人设的，请先修改口令。",
            Self::Forbidden => "您的账户没有这项权限。",
            Self::Forged => "这次提交不是从本页面发出的，没有执行。请刷新页面后重试。",
            Self::WrongHost => "请用启动时显示的地址访问；要用别的名称访问，请以 --host 启动。",
            Self::NotFound => "没有这个页面，或这次核查中没有这位考生。",
            Self::NotAllowed => "不能这样访问这个地址。",
            Self::Invalid(why) | Self::Conflict(why) => why,
            Self::OutOfDate => "您看到的内容之后又有变化，没有保存。请查看新的内容再作决定。",
            Self::TooLarge => "提交的内容太大。",
            Self::Busy => "您打开的材料页太多，请等前面的显示出来再打开。",
            Self::TooSlow => "处理超时，请稍后再试。",
            Self::Broken => "读写工作文件夹出错，没有完成。请联系管理员查看磁盘和权限。",
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        tracing::error!(error = error.word(), "a request could not be done");
        Self::Broken
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// For whatever has no line in the table.
pub(super) async fn not_found() -> Refusal {
    Refusal::NotFound
}

/// For an address that is asked in another way.
pub(super) async fn not_allowed() -> Refusal {
    Refusal::NotAllowed
}
