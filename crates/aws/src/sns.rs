//! Simple Notification Service: topics, who gets what is said to them, and messages in batches.

use std::{collections::BTreeMap, sync::Arc};

use aws_config::Region;
use aws_sdk_sns::{
    Client,
    config::Builder,
    types::{MessageAttributeValue, PublishBatchRequestEntry},
};
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{Aws, Failure, Kind, Service};

/// Messages of one call.
pub const BATCH: usize = 10;
/// Bytes of a message with its attributes, and of all messages of one call together.
pub const BATCH_BYTES: usize = 256 << 10;
/// Calls that are under way at a time.
const CALLS: usize = 8;
const PUBLISH: &str = "PublishBatch";

/// A message to a topic.
#[derive(Debug, Clone)]
pub struct Message {
    /// What a first-in-first-out topic knows a repetition by: up to 80 letters, digits, `-` and `_`.
    pub id: String,
    /// What a first-in-first-out topic keeps in order.
    pub group: String,
    /// What it says.
    pub body: String,
    /// What a subscription can filter by: names and values, all of them strings. An empty value is left out, because
    /// the service refuses it.
    pub attributes: Vec<(&'static str, String)>,
}

impl Message {
    /// Bytes that count against the limit: the body, and the name, type and value of each attribute.
    fn bytes(&self) -> usize {
        let attribute = |(name, value): &(&str, String)| name.len() + "String".len() + value.len();
        self.body.len() + self.attributes.iter().map(attribute).sum::<usize>()
    }

    fn entry(&self, place: usize, fifo: bool) -> Result<PublishBatchRequestEntry, Failure> {
        let cannot = |_| Failure::new(Kind::Invalid, PUBLISH, "the message cannot be made");
        let mut entry = PublishBatchRequestEntry::builder().id(place.to_string()).message(&self.body);
        for (name, value) in self.attributes.iter().filter(|(_, value)| !value.is_empty()) {
            let value = MessageAttributeValue::builder().data_type("String").string_value(value).build();
            entry = entry.message_attributes(*name, value.map_err(cannot)?);
        }
        if fifo {
            entry = entry.message_group_id(&self.group).message_deduplication_id(&self.id);
        }
        entry.build().map_err(cannot)
    }
}

/// The ARN of a topic, in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicArn {
    arn: String,
    region: String,
}

impl TopicArn {
    /// Reads `arn:PARTITION:sns:REGION:ACCOUNT:NAME`; `None` for anything else.
    #[must_use]
    pub fn parse(arn: &str) -> Option<Self> {
        let parts: Vec<&str> = arn.split(':').collect();
        let &["arn", partition, "sns", region, account, name] = parts.as_slice() else { return None };
        let plain = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        let whole = [partition, region, account, name].into_iter().all(plain);
        whole.then(|| Self { arn: arn.to_owned(), region: region.to_owned() })
    }

    /// Whether it keeps messages in order, and takes none twice.
    #[must_use]
    pub fn is_fifo(&self) -> bool {
        self.arn.ends_with(".fifo")
    }

    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.arn
    }
}

/// The service.
#[derive(Debug, Clone)]
pub struct Sns(Client);

impl Sns {
    /// The service in the region of the configuration.
    #[must_use]
    pub fn new(aws: &Aws) -> Self {
        Self(Client::new(&aws.of(Service::Sns)))
    }

    /// The service where the topic is, whatever region the rest of the program uses.
    #[must_use]
    pub fn of_topic(aws: &Aws, topic: &TopicArn) -> Self {
        let config = Builder::from(&aws.of(Service::Sns)).region(Region::new(topic.region.clone()));
        Self(Client::from_conf(config.build()))
    }

    /// Hands messages over, ten a call, a few calls at a time, and tells of each what became of it, in their order.
    /// A failure of kind [`Kind::Invalid`] is about that message alone; any other may be over later. What the topic
    /// refuses as a whole is sent again one by one, so that one bad message spoils no other.
    pub async fn publish(&self, topic: &TopicArn, messages: Vec<Message>) -> Vec<Result<(), Failure>> {
        let mut results: Vec<Result<(), Failure>> = messages.iter().map(|_| Err(unanswered())).collect();
        let messages = Arc::new(messages);
        let (turns, mut calls) = (Arc::new(Semaphore::new(CALLS)), JoinSet::new());
        let (batches, too_long) = batches(&messages);
        for place in too_long {
            results[place] = Err(Failure::new(Kind::Invalid, PUBLISH, "the message is too long"));
        }
        for batch in batches {
            let (sns, topic, messages, turns) = (self.clone(), topic.clone(), messages.clone(), turns.clone());
            calls.spawn(async move {
                let _turn = turns.acquire_owned().await;
                sns.batch(&topic, &messages, &batch).await
            });
        }
        while let Some(answered) = calls.join_next().await {
            for (place, result) in answered.unwrap_or_default() {
                results[place] = result;
            }
        }
        results
    }

    async fn batch(
        &self,
        topic: &TopicArn,
        messages: &[Message],
        batch: &[usize],
    ) -> Vec<(usize, Result<(), Failure>)> {
        let failure = match self.call(topic, messages, batch).await {
            Ok(results) => return results,
            Err(failure) => failure,
        };
        let about_all = batch.len() == 1 || failure.kind != Kind::Invalid;
        let mut results = Vec::with_capacity(batch.len());
        let mut gone = about_all.then_some(failure);
        for &place in batch {
            let result = match &gone {
                Some(failure) => Err(failure.clone()),
                None => match self.call(topic, messages, &[place]).await {
                    Ok(mut one) => one.pop().map_or_else(|| Err(unanswered()), |(_, result)| result),
                    Err(failure) => {
                        gone = failure.is_passing().then(|| failure.clone());
                        Err(failure)
                    }
                },
            };
            results.push((place, result));
        }
        results
    }

    /// One call, with a result for each message; a failure is about the call as a whole.
    async fn call(
        &self,
        topic: &TopicArn,
        messages: &[Message],
        batch: &[usize],
    ) -> Result<Vec<(usize, Result<(), Failure>)>, Failure> {
        let fifo = topic.is_fifo();
        let entries = batch.iter().map(|&place| messages[place].entry(place, fifo)).collect::<Result<Vec<_>, _>>()?;
        let sent =
            self.0.publish_batch().topic_arn(topic.as_str()).set_publish_batch_request_entries(Some(entries)).send();
        let answer = sent.await.map_err(|error| about_topic(Failure::of(PUBLISH, &error), &error))?;
        let mut told: BTreeMap<&str, Result<(), Failure>> = BTreeMap::new();
        told.extend(answer.successful().iter().filter_map(|entry| Some((entry.id()?, Ok(())))));
        told.extend(answer.failed().iter().map(|entry| {
            let kind = Kind::of(entry.code(), if entry.sender_fault() { 400 } else { 500 });
            (entry.id(), Err(Failure::new(kind, PUBLISH, entry.code())))
        }));
        let result = |place: usize| told.remove(place.to_string().as_str()).unwrap_or_else(|| Err(unanswered()));
        Ok(batch.iter().copied().zip(batch.iter().copied().map(result)).collect())
    }

    /// Makes a topic, or finds the one of this name; tells its ARN. A name that ends in `.fifo` makes one that keeps
    /// messages in order.
    ///
    /// # Errors
    /// What the service answers.
    pub async fn create_topic(&self, name: &str) -> Result<String, Failure> {
        let mut call = self.0.create_topic().name(name);
        if name.ends_with(".fifo") {
            call = call.attributes("FifoTopic", "true");
        }
        let made = call.send().await.map_err(|error| Failure::of("CreateTopic", &error))?;
        made.topic_arn.ok_or_else(|| Failure::new(Kind::Unavailable, "CreateTopic", "the answer names no topic"))
    }

    /// Subscribes an address of mail or of the web to a topic; a repetition changes nothing. It gets nothing until
    /// whoever reads there has confirmed it.
    ///
    /// # Errors
    /// [`Kind::Invalid`] for what is neither; what the service answers.
    pub async fn subscribe(&self, topic: &TopicArn, endpoint: &str) -> Result<(), Failure> {
        let Some(protocol) = protocol(endpoint) else {
            return Err(Failure::new(Kind::Invalid, "Subscribe", "neither an address of mail nor a URL"));
        };
        let call = self.0.subscribe().topic_arn(topic.as_str()).protocol(protocol).endpoint(endpoint);
        call.send().await.map(drop).map_err(|error| Failure::of("Subscribe", &error))
    }
}

fn protocol(endpoint: &str) -> Option<&'static str> {
    match endpoint {
        url if url.starts_with("https://") => Some("https"),
        url if url.starts_with("http://") => Some("http"),
        queue if queue.starts_with("arn:") && queue.contains(":sqs:") => Some("sqs"),
        mail => mail.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.')).map(|_| "email"),
    }
}

/// A topic's own name that is refused is no fault of a message.
fn about_topic(failure: Failure, error: &(dyn std::error::Error + 'static)) -> Failure {
    let mut said = std::iter::successors(Some(error), |error| error.source());
    if failure.kind == Kind::Invalid && said.any(|error| error.to_string().contains("TopicArn")) {
        Failure { kind: Kind::Missing, ..failure }
    } else {
        failure
    }
}

fn unanswered() -> Failure {
    Failure::new(Kind::Unavailable, PUBLISH, "no answer about this message")
}

/// The places of the messages of each call, and of those that fit in none.
fn batches(messages: &[Message]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let (mut batches, mut too_long) = (Vec::<Vec<usize>>::new(), Vec::new());
    let mut used = 0;
    for (place, message) in messages.iter().enumerate() {
        let bytes = message.bytes();
        if bytes > BATCH_BYTES {
            too_long.push(place);
            continue;
        }
        used += bytes;
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH && used <= BATCH_BYTES => batch.push(place),
            _ => {
                used = bytes;
                batches.push(vec![place]);
            }
        }
    }
    (batches, too_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: usize) -> Message {
        Message { id: "i".into(), group: "g".into(), body: "x".repeat(bytes), attributes: Vec::new() }
    }

    #[test]
    fn a_call_has_ten_messages_and_a_quarter_of_a_mebibyte_at_most() {
        let many: Vec<Message> = (0..23).map(|_| of(10)).collect();
        let sizes = |messages: &[Message]| batches(messages).0.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes(&many), [10, 10, 3]);
        let long = [of(BATCH_BYTES), of(1), of(BATCH_BYTES + 1), of(BATCH_BYTES - 1), of(1)];
        assert_eq!(batches(&long), (vec![vec![0], vec![1, 3], vec![4]], vec![2]));
        let told = Message { attributes: vec![("kind", "alert".into())], ..of(BATCH_BYTES - 14) };
        assert_eq!(batches(&[told]).1, [0]);
    }

    #[test]
    fn only_the_arn_of_a_topic_is_one() {
        let arn = TopicArn::parse("arn:aws-us-gov:sns:us-gov-west-1:000000000000:mpa-alerts.fifo").unwrap();
        assert!(arn.is_fifo() && arn.region == "us-gov-west-1");
        assert!(!TopicArn::parse("arn:aws:sns:ap-south-1:000000000000:mpa").unwrap().is_fifo());
        for wrong in ["mpa", "arn:aws:sqs:ap-south-1:0:mpa", "arn:aws:sns:ap-south-1:0:", "arn:aws:sns:a:0:m:extra"] {
            assert_eq!(TopicArn::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_says_how_it_is_told() {
        assert_eq!(protocol("duty@example.org"), Some("email"));
        assert_eq!(protocol("https://example.org/hook"), Some("https"));
        assert_eq!(protocol("arn:aws:sqs:ap-south-1:0:q"), Some("sqs"));
        assert_eq!(protocol("duty"), None);
    }
}
