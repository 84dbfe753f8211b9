//! Numbers with check digits.

use crate::chance::Chance;

fn weighed(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

fn digits(chance: &mut Chance, count: usize) -> Vec<u32> {
    (0..count).map(|_| chance.whole(0, 9)).collect()
}

fn text(digits: &[u32]) -> String {
    digits.iter().map(u32::to_string).collect()
}

/// The check digit that eleven digits of a 個人番号 have (省令85号 5条).
pub fn individual_check(eleven: &[u32]) -> u32 {
    match weighed(eleven, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    }
}

/// Twelve digits that are nobody's 個人番号: the check digit is wrong.
pub fn impossible_individual(chance: &mut Chance) -> String {
    let mut digits = digits(chance, 11);
    digits.push((individual_check(&digits) + chance.whole(1, 9)) % 10);
    text(&digits)
}

/// Whether twelve digits could be somebody's 個人番号.
pub fn is_individual(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    digits.is_some_and(|digits| digits.len() == 12 && individual_check(&digits[..11]) == digits[11])
}

/// A licence number of twelve digits with its check digit (weights 5 4 3 2 7 6 5 4 3 2, modulo 11), which is not a
/// possible 個人番号.
pub fn licence(chance: &mut Chance) -> String {
    loop {
        let mut digits = digits(chance, 10);
        digits[0] = chance.whole(1, 9);
        let check = match weighed(&digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11 {
            0 => 1,
            1 => 0,
            rest => 11 - rest,
        };
        digits.extend([check, chance.whole(0, 3)]);
        let number = text(&digits);
        if !is_individual(&number) {
            return number;
        }
    }
}

/// Digits without a check digit.
pub fn plain(chance: &mut Chance, count: usize) -> String {
    text(&digits(chance, count))
}

/// Letters of the alphabet, without I and O where they would be mistaken.
pub fn letters(chance: &mut Chance, count: usize) -> String {
    (0..count).map(|_| chance.pick(b"ABCDEFGHJKLMNPQRSTUVWXYZ") as char).collect()
}

/// The check digit of ICAO 9303: weights 7, 3, 1.
pub fn zone_check(text: &str) -> u32 {
    let value = |c: char| match c {
        '<' => 0,
        _ => c.to_digit(36).unwrap_or(0),
    };
    text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(c, weight)| value(c) * weight).sum::<u32>() % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_rules() {
        assert_eq!(individual_check(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]), 8);
        assert!(is_individual("123456789018"));
        assert_eq!(zone_check("L898902C3"), 6);
        assert_eq!(zone_check("740812"), 2);
    }

    #[test]
    fn no_number_is_a_possible_individual_number() {
        let mut chance = Chance::new(1, 0);
        for _ in 0..10_000 {
            assert!(!is_individual(&impossible_individual(&mut chance)));
            assert!(!is_individual(&licence(&mut chance)));
        }
    }
}
