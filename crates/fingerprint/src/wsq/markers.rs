//! What a segment begins with (IAFIS-IC-0110, table B.1).

pub(super) const SOI: u16 = 0xFFA0;
pub(super) const EOI: u16 = 0xFFA1;
pub(super) const SOF: u16 = 0xFFA2;
pub(super) const SOB: u16 = 0xFFA3;
pub(super) const DTT: u16 = 0xFFA4;
pub(super) const DQT: u16 = 0xFFA5;
pub(super) const DHT: u16 = 0xFFA6;
pub(super) const COM: u16 = 0xFFA8;
