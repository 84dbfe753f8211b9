//! Reed–Solomon codes over GF(256) as QR symbols use them: errors, and erasures where the reader knows that it could not see.

use std::sync::LazyLock;

use zeroize::Zeroizing;

/// Powers of the generator of the field (x⁸+x⁴+x³+x²+1), twice over, and their logarithms.
struct Field {
    power: [u8; 510],
    logarithm: [u8; 256],
}

static FIELD: LazyLock<Field> = LazyLock::new(|| {
    let mut field = Field { power: [0; 510], logarithm: [0; 256] };
    let mut value: u16 = 1;
    for exponent in 0..255_u8 {
        for place in [usize::from(exponent), usize::from(exponent) + 255] {
            if let Some(power) = field.power.get_mut(place) {
                *power = value as u8;
            }
        }
        if let Some(logarithm) = field.logarithm.get_mut(usize::from(value)) {
            *logarithm = exponent;
        }
        value <<= 1;
        if value > 255 {
            value ^= 0x11D;
        }
    }
    field
});

fn power(exponent: usize) -> u8 {
    FIELD.power.get(exponent % 255).copied().unwrap_or(0)
}

fn logarithm(value: u8) -> usize {
    FIELD.logarithm.get(usize::from(value)).copied().map_or(0, usize::from)
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 {
        return 0;
    }
    FIELD.power.get(logarithm(a) + logarithm(b)).copied().unwrap_or(0)
}

/// `a / b`; `b` is never zero here.
fn over(a: u8, b: u8) -> u8 {
    if a == 0 { 0 } else { power(logarithm(a) + 255 - logarithm(b)) }
}

/// The value of a polynomial (lowest term first) at a power of the generator.
fn evaluate(polynomial: &[u8], exponent: usize) -> u8 {
    let x = power(exponent);
    polynomial.iter().rev().fold(0, |sum, term| times(sum, x) ^ term)
}

fn syndromes(block: &[u8], checks: usize) -> Vec<u8> {
    (0..checks)
        .map(|j| {
            let x = power(j);
            block.iter().fold(0, |sum, codeword| times(sum, x) ^ codeword)
        })
        .collect()
}

/// Corrects a block in place, its last `checks` codewords being the checks, and says how many codewords were wrong apart
/// from the `erased` ones (by place). `None`: too much is wrong; the block is then as it was.
pub(super) fn correct(block: &mut [u8], checks: usize, erased: &[usize]) -> Option<usize> {
    let found = syndromes(block, checks);
    if found.iter().all(|s| *s == 0) {
        return Some(0);
    }
    if erased.len() > checks {
        return None;
    }
    let exponent_at = |place: usize| block.len() - 1 - place;
    let locator = locate(&found, checks, &erased.iter().map(|at| exponent_at(*at)).collect::<Vec<_>>())?;
    let degree = locator.len() - 1;
    let wrong: Vec<usize> =
        (0..block.len()).filter(|place| evaluate(&locator, 255 - exponent_at(*place) % 255) == 0).collect();
    if wrong.len() != degree {
        return None;
    }
    // Ω = S·Λ mod x^checks, and Λ′.
    let mut evaluator = vec![0_u8; checks];
    for (i, term) in locator.iter().enumerate() {
        for (slot, syndrome) in evaluator.iter_mut().skip(i).zip(&found) {
            *slot ^= times(*term, *syndrome);
        }
    }
    let derivative: Vec<u8> =
        locator.iter().enumerate().skip(1).map(|(i, term)| if i % 2 == 1 { *term } else { 0 }).collect();
    let before = Zeroizing::new(block.to_vec());
    for place in &wrong {
        let exponent = before.len() - 1 - place;
        let inverse = 255 - exponent % 255;
        let slope = evaluate(&derivative, inverse);
        if slope == 0 {
            block.copy_from_slice(&before);
            return None;
        }
        let value = over(times(power(exponent), evaluate(&evaluator, inverse)), slope);
        if let Some(codeword) = block.get_mut(*place) {
            *codeword ^= value;
        }
    }
    if syndromes(block, checks).iter().any(|s| *s != 0) {
        block.copy_from_slice(&before);
        return None;
    }
    Some(wrong.iter().filter(|place| !erased.contains(place)).count())
}

/// The polynomial whose roots are the places of errors and erasures (Berlekamp–Massey, begun with the erasures).
fn locate(syndromes: &[u8], checks: usize, erased: &[usize]) -> Option<Vec<u8>> {
    let mut locator = vec![0_u8; checks + 1];
    *locator.first_mut()? = 1;
    for exponent in erased {
        let x = power(*exponent);
        let before = locator.clone();
        for (term, lower) in locator.iter_mut().skip(1).zip(&before) {
            *term ^= times(*lower, x);
        }
    }
    let mut helper = locator.clone();
    let mut length = erased.len();
    for round in erased.len() + 1..=checks {
        let seen = syndromes.get(..round)?;
        let off = locator.iter().zip(seen.iter().rev()).fold(0, |sum, (a, b)| sum ^ times(*a, *b));
        let mut shifted = vec![0_u8; checks + 1];
        for (to, from) in shifted.iter_mut().skip(1).zip(&helper) {
            *to = *from;
        }
        if off == 0 {
            helper = shifted;
            continue;
        }
        let next: Vec<u8> = locator.iter().zip(&shifted).map(|(a, b)| a ^ times(off, *b)).collect();
        if 2 * length < round + erased.len() {
            length = round + erased.len() - length;
            helper = locator.iter().map(|term| over(*term, off)).collect();
        } else {
            helper = shifted;
        }
        locator = next;
    }
    let degree = locator.iter().rposition(|term| *term != 0)?;
    locator.truncate(degree + 1);
    Some(locator)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Check codewords by plain division.
    fn encode(data: &[u8], checks: usize) -> Vec<u8> {
        let mut divisor = vec![1_u8];
        for i in 0..checks {
            let mut next = vec![0; divisor.len() + 1];
            for (k, term) in divisor.iter().enumerate() {
                next[k] ^= *term;
                next[k + 1] ^= times(*term, power(i));
            }
            divisor = next;
        }
        let mut rest = data.to_vec();
        rest.resize(data.len() + checks, 0);
        for i in 0..data.len() {
            let lead = rest[i];
            for (k, term) in divisor.iter().enumerate() {
                rest[i + k] ^= times(*term, lead);
            }
        }
        [data, &rest[data.len()..]].concat()
    }

    #[test]
    fn as_many_errors_and_erasures_as_the_checks_allow_are_corrected() {
        let mut random = fastrand::Rng::with_seed(18_004);
        for _ in 0..400 {
            let checks = random.usize(7..=30);
            let data: Vec<u8> = (0..random.usize(5..120)).map(|_| random.u8(..)).collect();
            let whole = encode(&data, checks);
            let erasures = random.usize(0..=checks);
            let errors = (checks - erasures) / 2;
            let mut places: Vec<usize> = (0..whole.len()).collect();
            random.shuffle(&mut places);
            let (erased, rest) = places.split_at(erasures.min(places.len()));
            let mut damaged = whole.clone();
            for place in erased {
                damaged[*place] = random.u8(..);
            }
            let wrong = &rest[..errors.min(rest.len())];
            for place in wrong {
                damaged[*place] ^= random.u8(1..);
            }
            let clean = damaged == whole;
            let found = correct(&mut damaged, checks, erased);
            assert_eq!(damaged, whole);
            assert_eq!(found, Some(if clean { 0 } else { wrong.len() }));
        }
    }

    #[test]
    fn too_many_errors_leave_the_block_as_it_was() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut refused = 0;
        for _ in 0..200 {
            let whole = encode(&[0x42; 40], 16);
            let mut damaged = whole.clone();
            for place in 0..20 {
                damaged[place * 2] ^= random.u8(1..);
            }
            let before = damaged.clone();
            if correct(&mut damaged, 16, &[]).is_none() {
                refused += 1;
                assert_eq!(damaged, before);
            }
        }
        assert!(refused > 195, "{refused}");
    }
}
