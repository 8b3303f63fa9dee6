//! The schema of a failure: one object a code or group of codes, so that a client who looks at `code` knows
//! the shape of `details`.

use std::borrow::Cow;

use domain::Refusal;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, OneOfBuilder, Ref, RefOr, Schema, schema::Type},
};

use super::{
    ErrorBody, ErrorCode,
    details::{BadCells, BadPicture, Existing, FaceCount, InvalidFields, StillMissing, TooMuch},
};
use crate::health::Health;

/// The codes that may have details, with the name of the schema and whether they always have them.
fn with_details() -> [(ErrorCode, Cow<'static, str>, bool); 9] {
    [
        (ErrorCode::Validation, InvalidFields::name(), true),
        (ErrorCode::PayloadTooLarge, TooMuch::name(), true),
        (ErrorCode::DependencyUnavailable, Health::name(), false),
        (Refusal::AttendanceExists.into(), Existing::name(), true),
        (Refusal::StationIncomplete.into(), StillMissing::name(), true),
        (Refusal::MultipleFaces.into(), FaceCount::name(), true),
        (Refusal::ImageQuality.into(), BadPicture::name(), true),
        (Refusal::ImageUnreadable.into(), BadPicture::name(), false),
        (Refusal::ImportRejected.into(), BadCells::name(), true),
    ]
}

/// The object of these codes.
fn object(codes: &[ErrorCode], details: Option<(&str, bool)>) -> Schema {
    let text = |description: &str| ObjectBuilder::new().schema_type(Type::String).description(Some(description));
    let no =
        ObjectBuilder::new().schema_type(Type::Boolean).enum_values(Some([false])).description(Some("Always false."));
    let code = text("The stable code.").enum_values(Some(codes.iter().map(|code| code.as_str()).collect::<Vec<_>>()));
    let mut body = ObjectBuilder::new()
        .property("success", no)
        .required("success")
        .property("error", text("A sentence for a person."))
        .required("error")
        .property("code", code)
        .required("code");
    if let Some((name, always)) = details {
        body = body.property("details", Ref::from_schema_name(name));
        if always {
            body = body.required("details");
        }
    }
    body.into()
}

impl PartialSchema for ErrorBody {
    fn schema() -> RefOr<Schema> {
        let told = with_details();
        let plain: Vec<ErrorCode> =
            ErrorCode::all().filter(|code| !told.iter().any(|(known, ..)| known == code)).collect();
        let mut shapes = OneOfBuilder::new().item(object(&plain, None));
        for (code, name, always) in &told {
            shapes = shapes.item(object(&[*code], Some((name, *always))));
        }
        shapes.description(Some("The envelope of a failure; the shape of details follows from the code.")).into()
    }
}

impl ToSchema for ErrorBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ErrorBody")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        fn add<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            schemas.push((T::name().into_owned(), T::schema()));
            T::schemas(schemas);
        }
        add::<ErrorCode>(schemas);
        add::<InvalidFields>(schemas);
        add::<TooMuch>(schemas);
        add::<Existing>(schemas);
        add::<StillMissing>(schemas);
        add::<FaceCount>(schemas);
        add::<BadPicture>(schemas);
        add::<BadCells>(schemas);
        add::<Health>(schemas);
    }
}
