//! The cookie in which a browser keeps the refresh token of its session: what runs in a page cannot read it, and no other
//! site's page can have it sent.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{COOKIE, SET_COOKIE},
};

use crate::{error::Failure, middleware::address::ClientAddress, state::HttpSettings};

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
pub(crate) fn keep(token: &str, settings: &HttpSettings, from: ClientAddress) -> Result<SetCookie, Failure> {
    let value = HeaderValue::try_from(format!("{SESSION_COOKIE}={token}; {}", rules(settings, from)));
    Ok([(SET_COOKIE, value.map_err(|error| app::Error::internal(&error))?)])
}

/// Has the browser forget it.
pub(crate) fn forget(settings: &HttpSettings, from: ClientAddress) -> Result<SetCookie, Failure> {
    let value = HeaderValue::try_from(format!("{SESSION_COOKIE}=; Max-Age=0; {}", rules(settings, from)));
    Ok([(SET_COOKIE, value.map_err(|error| app::Error::internal(&error))?)])
}

/// Where it is sent, and by whom. Only a browser on this very machine may have it without TLS.
fn rules(settings: &HttpSettings, from: ClientAddress) -> &'static str {
    let open = from.direct && from.ip.is_loopback() && !settings.encrypted;
    if open { "Path=/api/auth; HttpOnly; SameSite=Strict" } else { "Path=/api/auth; HttpOnly; SameSite=Strict; Secure" }
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
