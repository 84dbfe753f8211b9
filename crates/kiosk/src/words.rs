//! The words of the program itself, in one table. Questions and answers come from the definitions.

use kakanai_domain::Lang;
use kakanai_domain::card::{Certainty, WhyUnread};
use kakanai_domain::procedure::Level;
use kakanai_domain::session::Stage;
use kakanai_reading::face::{Advice, Doubt};

use crate::draft::Flaw;

macro_rules! words {
    ($($name:ident: $ja:literal, $en:literal;)*) => {
        /// A phrase of the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word { $(#[doc = $ja] $name,)* }

        impl Word {
            /// Every phrase.
            pub const ALL: &[Word] = &[$(Word::$name,)*];

            /// In a language; in Japanese where there is no translation.
            pub fn get(self, lang: Lang) -> &'static str {
                let (ja, en) = match self { $(Word::$name => ($ja, $en),)* };
                match lang {
                    Lang::En => en,
                    Lang::Ja | Lang::Zh | Lang::Ko | Lang::Vi | Lang::Pt | Lang::Ne => ja,
                }
            }
        }
    };
}

words! {
    Reception: "窓口受付", "Reception";
    Headline: "窓口の書類を ここで作れます", "Your papers, ready at once";
    Intro: "質問に答えると、書類ができあがります。わからないときは、近くの職員に声をかけてください。", "Answer a few questions and your papers are filled in. Please ask the staff whenever you are unsure.";
    Begin: "はじめる", "Start";
    Events: "ここで受付できる手続き", "What you can do here";
    Staff: "職員用", "Staff";
    WhichEvent: "今日は どのご用件ですか", "What brings you here today?";
    Next: "次へ", "Next";
    Back: "もどる", "Back";
    Quit: "やめる", "Stop";
    Letters: "文字と色", "Text";
    LettersTitle: "文字の大きさ・色・ことば", "Text size, colours, language";
    Size: "文字の大きさ", "Text size";
    Usual: "標準", "Standard";
    Large: "大きい", "Large";
    Larger: "とても大きい", "Very large";
    Colours: "画面の色", "Colours";
    ColoursUsual: "ふつう", "Standard";
    ColoursStrong: "くっきり", "High contrast";
    Language: "ことば", "Language";
    Close: "とじる", "Close";
    SaveAgain: "もう一度 保存する", "Save again";
    Steps: "{}ステップ中 {}番目 {}", "Step {1} of {0}: {2}";
    Review: "内容の確認", "Check";
    Yes: "はい", "Yes";
    No: "いいえ", "No";
    Unknown: "わからない", "I do not know";
    Why: "なぜ聞くのですか", "Why do you ask?";
    WhyNothing: "書類に書くために うかがっています。", "It stands on one of your papers.";
    Nobody: "だれもいない", "Nobody";
    SameForAll: "全員「{}」にする", "Everybody: {}";
    ReadCard: "カードや転出証明書を読む", "Read a card or certificate";
    ReadTitle: "読みとるものを選んでください", "Choose what to read";
    ReadNothing: "読みとれるものが見つかりません。職員に声をかけてください。", "Nothing to read was found. Please ask the staff.";
    ReadDone: "読みとりました。まちがいがないか、確かめてください。", "It was read. Please check it.";
    AddFirst: "入れる", "Add one";
    AddMore: "もう1人 追加する", "Add another person";
    AddMoreThing: "もう1つ 追加する", "Add another";
    NoneThere: "いない・ない", "None";
    Change: "変更する", "Change";
    Remove: "消す", "Remove";
    Unfinished: "入力の途中です", "Not finished";
    Nth: "{}人目", "Person {}";
    Save: "保存する", "Save";
    Cancel: "取り消す", "Cancel";
    Family: "氏（名字）", "Family name";
    Given: "名（下の名前）", "Given name";
    FamilyKana: "氏のフリガナ", "Family name in katakana";
    GivenKana: "名のフリガナ", "Given name in katakana";
    Latin: "アルファベットの名前（外国籍の方）", "Name in Latin letters (foreign nationals)";
    KanaPanel: "50音で入れる", "Kana keys";
    Year: "年", "Year";
    Month: "月", "Month";
    Day: "日", "Day";
    Western: "西暦", "Western";
    Today: "今日", "Today";
    Yesterday: "きのう", "Yesterday";
    DaysAgo: "{}日前", "{} days ago";
    Unsure: "正確な日がわからない", "Exact day not known";
    PostalCode: "郵便番号", "Postal code";
    Prefecture: "都道府県", "Prefecture";
    City: "市区町村", "City, ward, town";
    Town: "町名", "Town, district";
    Block: "番地など", "Block and number";
    Building: "建物・部屋（あれば）", "Building, room (if any)";
    Country: "国名（日本の外のとき）", "Country (if not Japan)";
    Here: "{}の住所", "Address in {}";
    ReviewTitle: "内容を確認してください", "Please check your answers";
    ReviewHint: "まちがいがあれば「変更する」を押してください。", "Press “Change” if something is wrong.";
    Submit: "この内容で受付する", "Submit";
    Doubtful: "読みとりが不確かです。確認してください", "Not read clearly. Please check";
    Submitting: "受付しています…", "Submitting…";
    Saving: "保存しています…", "Saving…";
    Done: "受付ができました", "You are registered";
    DoneHint: "番号が呼ばれるまで、待合でお待ちください。", "Please wait until your number is called.";
    Receipt: "受付番号", "Number";
    PapersMade: "書類{}枚と案内票ができました。", "{} pages and your guide are ready.";
    PapersComing: "書類を作っています…", "Your papers are being made…";
    Counters: "行くところ", "Where to go";
    Finish: "終わる", "Finish";
    FinishHint: "「終わる」を押すか、このまま待つと、最初の画面にもどります。", "Press “Finish”, or wait: the first screen comes back.";
    LeaveTitle: "やめて、最初の画面にもどりますか", "Stop and go back to the first screen?";
    LeaveHint: "入力した内容は すべて消えます。", "Everything you entered will be erased.";
    LeaveYes: "消して やめる", "Erase and stop";
    Stay: "つづける", "Continue";
    IdleTitle: "まだ お使いですか", "Are you still there?";
    IdleHint: "あと {} 秒で、入力した内容を消して 最初の画面にもどります。", "In {} seconds everything you entered is erased.";
    ToStart: "最初にもどる", "Back to the start";
    EraseOne: "1文字 消す", "Erase one";
    EraseAll: "全部 消す", "Erase all";
    Voiced: "゛濁点", "゛";
    HalfVoiced: "゜半濁点", "゜";
    SmallKana: "小さい字", "Small kana";
    ChooseOne: "まだ選んでいません。1つ選んでください。", "Please choose one.";
    ChooseForEach: "まだ選んでいない方がいます。それぞれ選んでください。", "Please choose for each person.";
    TickOrNobody: "あてはまる方を選ぶか、「だれもいない」を押してください。", "Choose who it applies to, or press “Nobody”.";
    AddSomebody: "まだだれも入っていません。「入れる」を押してください。", "Nobody is in the list yet. Press “Add one”.";
    AddOrNone: "「入れる」か「いない・ない」を押してください。", "Press “Add one” or “None”.";
    FinishMembers: "入力の途中の方がいます。「変更する」を押して入力してください。", "Somebody is not finished. Press “Change”.";
    Empty: "まだ入っていません。入力してください。", "Please fill this in.";
    NoCalendar: "年号（令和・平成など）か西暦を選んでください。", "Choose an era or the Western calendar.";
    NoSuchDay: "この日付はありません。年・月・日を確かめてください。", "There is no such day. Please check it.";
    Future: "今日より後の日付は入れられません。", "The day cannot be after today.";
    NotANumber: "数字で入れてください。", "Please use digits.";
    Outside: "{}から{}までの数字を入れてください。", "Please enter a number from {} to {}.";
    TooLong: "{}文字までで入れてください。", "At most {} characters.";
    NotKana: "カタカナで入れてください。", "Please use katakana.";
    NotPostal: "郵便番号は7けたの数字です。", "A postal code has 7 digits.";
    NotPhone: "電話番号は、市外局番から10けたか11けたで入れてください。", "Please enter 10 or 11 digits with the area code.";
    StorageFailed: "保存できませんでした。お手数ですが、職員を呼んでください。", "It could not be saved. Please call the staff.";
    PrintFailed: "書類を作れませんでした。職員を呼んでください。", "The papers could not be made. Please call the staff.";
    NotHere: "この案内票の受付は、この機械にはありません。", "There is no visit of this guide on this machine.";
    ChipMyNumber: "マイナンバーカードを 読みます", "Reading your My Number Card";
    ChipLicence: "運転免許証を 読みます", "Reading your driving licence";
    ChipHint: "暗証番号（数字4けた）を入れてください。読むのは、氏名・住所・生年月日・性別だけです。個人番号は読みません。", "Enter the 4-digit PIN. Only name, address, birth date and sex are read, never the number.";
    ChipHintLicence: "暗証番号1（数字4けた）を入れてください。読むのは、氏名・住所・生年月日だけです。本籍と写真は読みません。", "Enter the first 4-digit PIN. Only name, address and birth date are read.";
    ChipLeft: "まちがえられるのは あと{}回です", "{} tries are left";
    ChipAsk: "もう1回まちがえると、暗証番号が使えなくなります。続けますか", "One more mistake blocks the PIN. Do you want to go on?";
    ChipAskLicence: "3回まちがえると、警察で手続するまで 使えなくなります。続けますか", "After three mistakes only the police can unblock it. Do you want to go on?";
    ChipGoOn: "暗証番号を入れる", "Enter the PIN";
    ChipStop: "使わない", "Do not use it";
    ChipRead: "読む", "Read";
    ChipReading: "読んでいます。カードを動かさないでください", "Reading. Please leave the card where it is";
    PinDigits: "暗証番号 4けたのうち{}けた", "PIN, {} of 4 digits";
    PinShort: "暗証番号は 数字4けたです。", "The PIN has 4 digits.";
    PinWrong: "暗証番号が ちがいます。", "That is not the PIN.";
    ReadFailed: "読みとれませんでした。置きなおすか、手で入力してください。", "It could not be read. Try again, or type it in.";
    ShowCard: "カメラにカードを見せる", "Show a card to the camera";
    ShowScanner: "カードを 読み取り機に入れて、スキャンしてください", "Put the card into the scanner and scan it";
    ShowNext: "次の方のカードを、枠の中に置いてください", "Now the next card: place it inside the frame";
    SightOpening: "カメラを用意しています…", "Getting the camera ready…";
    SightShow: "カードを、枠の中に置いてください", "Place the card inside the frame";
    SightCloser: "もう少し 近づけてください", "A little closer, please";
    SightWhole: "カードの全体が 入るようにしてください", "Let the whole card be seen";
    SightHold: "動かさないで、そのまま お待ちください", "Please hold it still";
    SightLight: "もう少し 明るい所で 見せてください", "It needs a little more light";
    SightGlare: "光っています。少し かたむけてください", "Light is reflected: tilt it a little";
    SightOther: "このカードは 読めません", "This card cannot be read here";
    SightTurn: "裏返して、おもてを見せてください", "Turn it over: show the front";
    SightGood: "きれいに見えています。そのまま お待ちください", "Very good. Keep it like this";
    SightReading: "読んでいます…", "Reading…";
    SightProgress: "読みとり {}パーセント", "Reading: {} percent";
    LiveView: "カメラに写っているもの", "What the camera sees";
    TakeNow: "いま 読みとる", "Read it now";
    ByHand: "手で入力する", "Type it instead";
    Readable: "読めるもの", "What can be read";
    CardMyNumber: "マイナンバーカード（おもて）", "My Number Card (front)";
    CardLicence: "運転免許証、運転経歴証明書", "Driving licence";
    CardResidence: "在留カード、特別永住者証明書", "Residence card";
    CardInsurance: "資格確認書", "Health insurance certificate";
    CardPassport: "パスポート（写真のページ）", "Passport (photo page)";
    CardCertificate: "転出証明書などの二次元コード", "Codes on a move-out certificate";
    PicturesGo: "写真は残しません。顔写真とマイナンバーは読みません。", "No picture is kept. Your face and My Number are never read.";
    FaceTitle: "読みとった内容を 確かめてください", "Please check what was read";
    FaceNothing: "このカードからは、何も読みとれませんでした。もう一度見せるか、手で入力してください。", "Nothing could be read from this card. Show it again, or type it in.";
    FaceExpired: "このカードは 期限が切れています（{}まで）。あとで職員に知らせてください。", "This card has expired (valid until {}). Please tell the staff later.";
    FacePicture: "{}：カードに写っている字", "{}: as it stands on the card";
    Sure: "確実", "Sure";
    NearlySure: "ほぼ確実", "Nearly sure";
    PleaseCheck: "ご確認ください", "Please check";
    CheckedBySelf: "確認しました", "You checked it";
    MendedBySelf: "直しました", "You corrected it";
    IsRight: "合っている", "It is right";
    Mend: "直す", "Correct";
    AllRight: "これでよい", "This is right";
    AnotherCard: "次の方のカードも読む", "Read another card";
    LookFirst: "「ご確認ください」のところを見て、「合っている」か「直す」を押してください。", "Look at what says “Please check”, and press “It is right” or “Correct”.";
    DoubtCalendars: "西暦と和暦の年が 合いません。", "The two calendars do not agree.";
    DoubtPlace: "地名が 確かではありません。", "The place is not certain.";
    DoubtTwin: "「{}」は、よく似た別の字かもしれません。", "“{}” may be another character that looks like it.";
    DoubtBracket: "かっこの中の名前も 確かめてください。", "Please check the name in brackets too.";
    DoubtUnclear: "はっきり読めませんでした。", "It was not read clearly.";
    ReaderAway: "いま、この窓口ではカードを読めません。おそれいりますが、手で入力してください。", "Cards cannot be read here just now. Please type it in.";
    CallStaff: "くわしいこと（職員用）", "For the staff";
}

impl Word {
    /// With `{}`, or `{0}` `{1}` …, replaced in order.
    pub fn with(self, lang: Lang, parts: &[&str]) -> String {
        let mut words = self.get(lang).to_owned();
        for (n, part) in parts.iter().enumerate() {
            let numbered = format!("{{{n}}}");
            words = if words.contains(&numbered) {
                words.replacen(&numbered, part, 1)
            } else {
                words.replacen("{}", part, 1)
            };
        }
        words
    }
}

/// What is missing or wrong, in words.
pub fn flaw(flaw: Flaw, lang: Lang) -> String {
    match flaw {
        Flaw::NotChosen => Word::ChooseOne.get(lang).to_owned(),
        Flaw::Empty => Word::Empty.get(lang).to_owned(),
        Flaw::NoCalendar => Word::NoCalendar.get(lang).to_owned(),
        Flaw::NoSuchDay => Word::NoSuchDay.get(lang).to_owned(),
        Flaw::Future => Word::Future.get(lang).to_owned(),
        Flaw::NotANumber => Word::NotANumber.get(lang).to_owned(),
        Flaw::Outside(least, most) => Word::Outside.with(lang, &[&least.to_string(), &most.to_string()]),
        Flaw::TooLong(most) => Word::TooLong.with(lang, &[&most.to_string()]),
        Flaw::NotKana => Word::NotKana.get(lang).to_owned(),
        Flaw::NotPostal => Word::NotPostal.get(lang).to_owned(),
        Flaw::NotPhone => Word::NotPhone.get(lang).to_owned(),
    }
}

/// What would make the view of a card better.
pub fn advice(advice: Advice) -> Word {
    match advice {
        Advice::ShowCard => Word::SightShow,
        Advice::Closer => Word::SightCloser,
        Advice::Whole => Word::SightWhole,
        Advice::HoldStill => Word::SightHold,
        Advice::MoreLight => Word::SightLight,
        Advice::NoGlare => Word::SightGlare,
        Advice::OtherCard => Word::SightOther,
        Advice::TurnOver => Word::SightTurn,
    }
}

/// What there is to doubt about something read.
pub fn doubt(doubt: Doubt, lang: Lang) -> String {
    match doubt {
        Doubt::CalendarsDiffer => Word::DoubtCalendars.get(lang).to_owned(),
        Doubt::Place => Word::DoubtPlace.get(lang).to_owned(),
        Doubt::Twin(letter) => Word::DoubtTwin.with(lang, &[&letter.to_string()]),
        Doubt::Bracket => Word::DoubtBracket.get(lang).to_owned(),
        Doubt::CheckDigit | Doubt::Unclear => Word::DoubtUnclear.get(lang).to_owned(),
    }
}

/// 判定区分, for staff.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Required => "必須",
        Level::Apply => "要申請",
        Level::Optional => "任意",
        Level::Staff => "職員",
        Level::Automatic => "手続不要（自動）",
        Level::Information => "案内",
    }
}

/// Where a session stands, for staff.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "入力中",
        Stage::Submitted => "受付済み",
        Stage::Printed => "用紙作成済み",
        Stage::HandedOver => "渡した",
        Stage::Abandoned => "中断",
    }
}

/// How sure a reading is, for staff.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Checked => "確実",
        Certainty::Likely => "ほぼ確実",
        Certainty::Doubtful => "不確か",
    }
}

/// Why something on a card or in a code answered nothing, for staff.
pub fn unread(why: WhyUnread) -> &'static str {
    match why {
        WhyUnread::NoPlace => "知らない列です",
        WhyUnread::NotUnderstood => "読み取れない書き方です",
        WhyUnread::Differs => "ほかの行と違います",
        WhyUnread::Withheld => "読んではならないので、捨てました",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_places_to_fill() {
        let places = |words: &str| words.matches('{').count();
        for word in Word::ALL {
            assert!(!word.get(Lang::Ja).is_empty() && !word.get(Lang::En).is_empty());
            assert_eq!(places(word.get(Lang::Ja)), places(word.get(Lang::En)), "{word:?}");
        }
        assert_eq!(Word::Steps.with(Lang::Ja, &["5", "2", "家族"]), "5ステップ中 2番目 家族");
        assert_eq!(Word::Steps.with(Lang::En, &["5", "2", "Family"]), "Step 2 of 5: Family");
    }
}
