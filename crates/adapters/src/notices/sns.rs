//! Notices to a topic of SNS: each a message of its JSON, with attributes that a subscription can filter by.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use aws::{
    Aws, Kind,
    sns::{Message, Sns, TopicArn},
};
use serde_json::Value;

use super::notice::{Notice, untold};
use crate::{Class, Fault};

/// The topic.
#[derive(Debug, Clone)]
pub struct SnsNotices {
    sns: Sns,
    topic: TopicArn,
    up: Arc<AtomicBool>,
}

impl SnsNotices {
    /// The topic of this ARN, in the region that it names. Nothing is asked of it yet.
    ///
    /// # Errors
    /// [`Class::Invalid`] when it is no topic's ARN.
    pub fn at(aws: &Aws, arn: &str) -> Result<Self, Fault> {
        let topic = TopicArn::parse(arn).ok_or_else(|| Fault::new(Class::Invalid, NO_TOPIC))?;
        Ok(Self { sns: Sns::of_topic(aws, &topic), topic, up: Arc::new(AtomicBool::new(true)) })
    }

    pub(super) fn is_up(&self) -> bool {
        self.up.load(Ordering::Relaxed)
    }

    pub(super) async fn send(&self, notices: &[Notice]) -> Vec<Result<(), Fault>> {
        let made: Vec<Result<Message, Fault>> = notices.iter().map(message).collect();
        let whole: Vec<Message> = made.iter().flatten().cloned().collect();
        let answered = self.sns.publish(&self.topic, whole).await;
        // A notice that is refused was refused by a topic that answers.
        let up =
            answered.iter().all(|result| result.as_ref().err().is_none_or(|failure| failure.kind == Kind::Invalid));
        if !answered.is_empty() {
            self.up.store(up, Ordering::Relaxed);
        }
        let mut answered = answered.into_iter();
        let mut next = || answered.next().map_or_else(|| Ok(()), |result| result.map_err(Fault::from));
        made.into_iter().map(|made| made.and_then(|_| next())).collect()
    }
}

const NO_TOPIC: &str = "not the ARN of a topic, such as arn:aws:sns:ap-south-1:123456789012:mpa-notices";

/// Makes the topic of this name where there is none, subscribes an address of mail or of the web to it, and tells the
/// topic's ARN. A repetition changes nothing.
///
/// # Errors
/// What the service answers; [`Class::Invalid`] for an address that is neither.
pub async fn make_topic(aws: &Aws, name: &str, subscribe: Option<&str>) -> Result<String, Fault> {
    let sns = Sns::new(aws);
    let arn = sns.create_topic(name).await?;
    if let Some(endpoint) = subscribe {
        let topic = TopicArn::parse(&arn).ok_or_else(|| Fault::new(Class::Invalid, NO_TOPIC))?;
        sns.subscribe(&topic, endpoint).await?;
    }
    Ok(arn)
}

fn message(notice: &Notice) -> Result<Message, Fault> {
    let text = |name: &str| notice.data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mode = match notice.data.get("offline").and_then(Value::as_bool) {
        Some(true) => "offline",
        Some(false) => "online",
        None => "",
    };
    let exam = text("examId");
    Ok(Message {
        id: notice.notice_id.to_string(),
        group: if exam.is_empty() { notice.kind.clone() } else { exam.clone() },
        body: serde_json::to_string(notice).map_err(untold)?,
        attributes: vec![
            ("kind", notice.kind.clone()),
            ("type", text("type")),
            ("severity", text("severity")),
            ("examId", exam),
            ("centreId", text("centreId")),
            ("mode", mode.to_owned()),
        ],
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_message_can_be_filtered_by_what_it_is_about_and_by_nothing_of_anybody() {
        let data = json!({ "examId": "e", "centreId": null, "candidateId": "c", "severity": "high",
                           "type": "face_mismatch", "offline": false });
        let notice = Notice { notice_id: Uuid::from_u128(1), kind: "alert".into(), data };
        let message = message(&notice).unwrap();
        let told: Vec<_> = message.attributes.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
        let expected =
            [("kind", "alert"), ("type", "face_mismatch"), ("severity", "high"), ("examId", "e"), ("mode", "online")];
        assert_eq!(told, expected.map(|(name, value)| (name, value.to_owned())));
        assert_eq!((message.id.as_str(), message.group.as_str()), ("00000000-0000-0000-0000-000000000001", "e"));
        assert_eq!(serde_json::from_str::<Value>(&message.body).unwrap()["data"]["candidateId"], "c");
    }
}
