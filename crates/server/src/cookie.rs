//! The cookie in which a browser keeps the refresh token of its session: what runs in a page cannot read it, and no other
//! site's page can have it sent.

use api::sessions::Tokens;
use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{COOKIE, SET_COOKIE},
};

use crate::{error::Failure, reply::Reply, state::HttpSettings};

/// Its name.
pub(crate) const SESSION_COOKIE: &str = "mpa_session";

/// A header that has a browser keep or forget the cookie.
pub(crate) type SetCookie = [(HeaderName, HeaderValue); 1];

/// The refresh token that the caller's browser keeps. A page of another origin, which may be one of the same site, has
/// none: its browser says whose page it is.
pub(crate) fn kept(headers: &HeaderMap) -> Option<&str> {
    let own_page = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let token = pairs.find(|(name, _)| *name == SESSION_COOKIE).map(|(_, token)| token);
    token.filter(|token| own_page && !token.is_empty())
}

/// Has the browser keep a refresh token until it is closed.
///
/// # Errors
/// Never: a token is text of a few letters and digits.
fn keep(token: &str, settings: &HttpSettings, here: bool) -> Result<SetCookie, Failure> {
    let value = HeaderValue::try_from(format!("{SESSION_COOKIE}={token}; {}", rules(settings, here)));
    Ok([(SET_COOKIE, value.map_err(|error| app::Error::internal(&error))?)])
}

/// Has the browser keep the refresh token of an answer, out of its body.
///
/// # Errors
/// As [`keep`].
pub(crate) fn instead(
    settings: &HttpSettings,
    here: bool,
    mut answer: Reply<Tokens>,
) -> Result<(Option<SetCookie>, Reply<Tokens>), Failure> {
    let token = answer.0.data.refresh_token.take();
    Ok((token.map(|token| keep(&token, settings, here)).transpose()?, answer))
}

/// Has the browser forget it.
pub(crate) fn forget(settings: &HttpSettings, here: bool) -> Result<SetCookie, Failure> {
    let value = HeaderValue::try_from(format!("{SESSION_COOKIE}=; Max-Age=0; {}", rules(settings, here)));
    Ok([(SET_COOKIE, value.map_err(|error| app::Error::internal(&error))?)])
}

/// Where it is sent, and by whom. Only a browser on this very machine (`here`) may have it without TLS.
fn rules(settings: &HttpSettings, here: bool) -> &'static str {
    if here && !settings.encrypted {
        "Path=/api/auth; HttpOnly; SameSite=Strict"
    } else {
        "Path=/api/auth; HttpOnly; SameSite=Strict; Secure"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[(&'static str, &str)]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        kept(&headers).map(str::to_owned)
    }

    #[test]
    fn the_cookie_is_found_among_others_and_only_of_an_own_page() {
        let sent = ("cookie", "theme=dark; mpa_session=t0ken; mpa_session_old=x");
        assert_eq!(of(&[sent]).unwrap(), "t0ken");
        assert_eq!(of(&[("cookie", "a=b"), sent]).unwrap(), "t0ken");
        assert_eq!(of(&[sent, ("sec-fetch-site", "same-origin")]).unwrap(), "t0ken");
        for site in ["same-site", "cross-site"] {
            assert_eq!(of(&[sent, ("sec-fetch-site", site)]), None, "{site}");
        }
        for none in ["", "mpa_session", "mpa_session=", "xmpa_session=t0ken"] {
            assert_eq!(of(&[("cookie", none)]), None, "{none:?}");
        }
    }
}
