//! Randomness as an argument, in the form that the library asks for.

use rand::{CryptoRng, RngCore};

/// Fills bytes by what it was given, whose caller vouches that they are fit for secrets.
pub struct Random<'a>(pub &'a mut dyn FnMut(&mut [u8]));

impl RngCore for Random<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        (self.0)(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
        (self.0)(dest);
        Ok(())
    }
}

impl CryptoRng for Random<'_> {}
