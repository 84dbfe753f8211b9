//! Every problem there is: its number, its two sentences and, where it is always the same, how to mend it.
//!
//! `{0}`, `{1}`, … are replaced by what the place says. A new one needs a line here, and a fixture under
//! `tests/problems` that shows it; a test compares the two.

use crate::problem::{Severity, Words};

macro_rules! codes {
    ($($name:ident $number:literal $severity:ident $ja:literal $en:literal $(mend $mend_ja:literal $mend_en:literal)?;)*) => {
        /// What kind of problem it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $ja] $name,)*
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The number authors can look up.
            pub fn number(self) -> &'static str {
                match self { $(Code::$name => $number,)* }
            }
            /// Whether the definitions can be used all the same.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }
            pub(crate) fn what(self, arguments: &[Words]) -> Words {
                match self { $(Code::$name => filled($ja, $en, arguments),)* }
            }
            pub(crate) fn mend(self, arguments: &[Words]) -> Option<Words> {
                match self {
                    $(Code::$name => {
                        let mend: Option<(&str, &str)> = None $(.or(Some(($mend_ja, $mend_en))))?;
                        mend.map(|(ja, en)| filled(ja, en, arguments))
                    })*
                }
            }
        }
    };
}

codes! {
    // Reading the text.
    Broken "E001" Error "JSON として読めません。{0}。" "this is not JSON: {0}";
    FullWidth "E002" Error "全角の「{0}」が記号として書かれています。" "the full-width \"{0}\" is written as punctuation"
        mend "半角の {1} に直してください。" "write a half-width {1}";
    ByteOrderMark "E003" Error "ファイルの先頭に BOM があります。" "the file begins with a byte order mark"
        mend "文字コード「UTF-8（BOM なし）」で保存し直してください。" "save it as UTF-8 without BOM";
    DoubledKey "E004" Error "キー「{0}」が同じ { } の中に2つあります。" "the key \"{0}\" is in this object twice"
        mend "どちらかを消してください。" "remove one of them";
    TooDeep "E005" Error "入れ子が {0} 段を超えました。" "this is nested more than {0} levels deep"
        mend "条件をルール（rules）に分けてください。" "move parts of the condition into rules";
    NoFormat "E006" Error "「format」がありません。" "there is no \"format\""
        mend "最初に \"format\": 1 と書いてください。" "begin with \"format\": 1";
    WrongFormat "E007" Error "この版では読めない形式です。" "this program does not read that format"
        mend "\"format\": 1 と書いてください。" "write \"format\": 1";
    StrayFile "E008" Error "「{0}」をどう読むか分かりません。" "nothing is known about where \"{0}\" belongs"
        mend "office.json 以外は、次のフォルダのどれかに置いてください: {1}" "put it in one of the folders: {1}";
    NoOffice "E009" Error "office.json がありません。" "there is no office.json"
        mend "自治体の名前や窓口を書いた office.json を置いてください。" "add office.json with the office's name and counters";

    // The shape of an object.
    UnknownKey "E101" Error "「{0}」というキーはここにありません。" "there is no key \"{0}\" here"
        mend "使えるキー: {1}" "the keys are: {1}";
    MissingKey "E102" Error "「{0}」がありません。" "\"{0}\" is missing";
    WrongType "E103" Error "{0}が要りますが、{1}が書かれています。" "{0} is needed, but this is {1}";
    BadId "E104" Error "「{0}」は名前（id）に使えません。" "\"{0}\" cannot be an id"
        mend "{1}半角の英小文字で始め、英小文字・数字・_ だけを使ってください。" "begin with a lower-case letter, then use a-z, 0-9 and _{1}";
    DoubledId "E105" Error "{0}「{1}」は、もう定義されています。" "the {0} \"{1}\" is defined already"
        mend "別の名前にしてください。" "choose another name";
    UnknownWord "E106" Error "「{0}」という言葉は使えません。" "\"{0}\" is not one of the words that can stand here"
        mend "使える言葉: {1}" "the words are: {1}";
    OutOfRange "E107" Error "{0} は範囲の外です（{1} から {2} まで）。" "{0} is out of range ({1} to {2})";
    BadDate "E108" Error "「{0}」は日付ではありません。" "\"{0}\" is not a date"
        mend "\"2026-12-01\" のように、実際にある日を書いてください。" "write a day that exists, as in \"2026-12-01\"";
    BadMonthDay "E109" Error "「{0}」は月日ではありません。" "\"{0}\" is not a day of the year"
        mend "\"12-29\" のように書いてください。" "write it as in \"12-29\"";
    MissingJapanese "E110" Error "日本語の言葉「ja」がありません。" "the Japanese words, \"ja\", are missing";
    EmptyText "E111" Error "「{0}」の言葉が空です。" "the words for \"{0}\" are empty"
        mend "言葉を書くか、キーを消してください。" "write them, or remove the key";
    WrongCount "E112" Error "要素の数が違います。{0} が要ります。" "this has the wrong number of elements: {0} needed";
    EmptyList "E113" Error "「{0}」が空です。" "\"{0}\" is empty";
    Twice "E114" Error "「{0}」が2度書かれています。" "\"{0}\" is written twice"
        mend "どちらかを消してください。" "remove one of them";
    ReservedId "E115" Error "「{0}」は条件の書き方で使う言葉なので、名前にできません。" "\"{0}\" has a meaning in conditions and cannot be a name"
        mend "別の名前にしてください。" "choose another name";

    // The office.
    JapaneseFirst "E201" Error "言語の最初は \"ja\" でなければなりません。" "the first language must be \"ja\"";
    BadOfficeCode "E202" Error "「{0}」は団体コードではありません。" "\"{0}\" is not the code of an office"
        mend "全国地方公共団体コードの6桁の数字を書いてください。" "write the six digits of the code";
    BadPrinterUri "E203" Error "「{0}」はプリンターの場所ではありません。" "\"{0}\" is not the place of a printer"
        mend "\"ipp://192.168.0.7/ipp/print\" のように書いてください。CUPS のキューは \"ipp://localhost/printers/キューの名前\" です。名前とパスワードは書けません。" "write it as in \"ipp://192.168.0.7/ipp/print\"; a CUPS queue is \"ipp://localhost/printers/NAME\"; no user or password";
    EncryptedPrinter "E204" Error "「{0}」は暗号化した通信（TLS）なので、使えません。" "\"{0}\" is encrypted (TLS), which this program does not speak"
        mend "庁内の網の中で \"ipp://\" で始まる場所を書くか、この端末の CUPS のキューを通してください。" "write the printer's \"ipp://\" place inside the office's network, or go through a CUPS queue of this machine";

    // Names.
    UnknownItem "E301" Error "項目「{0}」はありません。" "there is no item \"{0}\"";
    UnknownList "E302" Error "リスト「{0}」はありません。" "there is no list \"{0}\""
        mend "items のファイルの1つに、そのリストの \"list\" を書いてください。" "declare it with \"list\" in one file of items";
    UnknownRule "E303" Error "ルール「{0}」はありません。" "there is no rule \"{0}\"";
    UnknownOption "E304" Error "「{1}」に選択肢「{0}」はありません。" "\"{1}\" has no option \"{0}\"";
    UnknownCounter "E305" Error "窓口「{0}」はありません。" "there is no counter \"{0}\""
        mend "office.json の counters に加えてください。" "add it to the counters in office.json";
    UnknownThing "E306" Error "持ち物「{0}」はありません。" "there is no thing \"{0}\""
        mend "office.json の things に加えてください。" "add it to the things in office.json";
    UnknownSetting "E307" Error "設定「{0}」はありません。" "there is no setting \"{0}\""
        mend "office.json の settings に加えてください。" "add it to the settings in office.json";
    UnknownSheet "E308" Error "様式「{0}」はありません。" "there is no sheet \"{0}\"";
    UnknownProcedure "E309" Error "手続「{0}」はありません。" "there is no procedure \"{0}\"";
    UnknownEvent "E310" Error "ライフイベント「{0}」はありません。" "there is no event \"{0}\"";
    UnknownPart "E311" Error "{1}に「{0}」という部分はありません。" "{1} has no part \"{0}\""
        mend "使える部分: {2}" "the parts are: {2}";
    UnknownCell "E312" Error "様式「{1}」に欄「{0}」はありません。" "the sheet \"{1}\" has no box \"{0}\"";

    // Facts and conditions.
    NoCondition "E401" Error "条件の種類は1つだけ書きます（今は: {1}）。" "a condition has exactly one kind (here: {1})"
        mend "次のどれか1つ: {0}" "one of: {0}";
    NoTest "E402" Error "何を調べるかが書かれていません。" "there is no test beside the fact"
        mend "次のどれかを書いてください: {0}" "write one of: {0}";
    ManyTests "E403" Error "調べ方が2つ以上あります（{0}）。" "there is more than one test ({0})"
        mend "1つだけにし、2つ要るときは all で並べてください。" "keep one; for two, use \"all\"";
    UnfitTest "E404" Error "「{0}」では{1}を調べられません。" "\"{0}\" does not fit {1}"
        mend "使えるもの: {2}" "what fits: {2}";
    NothingBetween "E405" Error "{0} 以上 {1} 以下の数はありません。" "no number is at least {0} and at most {1}";
    UnfitSetting "E406" Error "設定「{0}」は{1}ではありません。" "the setting \"{0}\" is not {1}";
    NotARole "E407" Error "「{0}」は、リスト「{1}」の1人を指す項目ではありません。" "\"{0}\" is no role that points at a member of \"{1}\"";
    NoMember "E408" Error "ここでは member. を使えません。" "\"member\" cannot be used here"
        mend "for_each・where・rows_of の中か、of のあるルールで使ってください。" "use it inside for_each, where or rows_of, or in a rule with \"of\"";
    OtherList "E409" Error "「{0}」はリスト「{1}」の項目で、「{2}」の項目ではありません。" "\"{0}\" is an item of \"{1}\", not of \"{2}\"";
    VisitItem "E410" Error "「{0}」は来庁1回につき1つの項目で、人ごとの項目ではありません。" "\"{0}\" is an item of the visit, not of a member"
        mend "「member.」などを付けずに「{0}」と書いてください。" "write \"{0}\" without what stands before it";
    NoSubject "E411" Error "「{0}」はリスト「{1}」の項目なので、誰のものかが要ります。" "\"{0}\" is an item of the list \"{1}\": say whose"
        mend "「member.{0}」か「（役割）.{0}」と書いてください。" "write \"member.{0}\", or \"role.{0}\" with a role";
    NotAFact "E412" Error "「{0}」はそのままでは調べられません。" "\"{0}\" is not a fact by itself"
        mend "人数は「{0}.count」です。" "the number of members is \"{0}.count\"";
    RuleOutside "E413" Error "ルール「{0}」は「{1}」の1人についてのルールなので、ここでは使えません。" "the rule \"{0}\" is about a member of \"{1}\" and cannot be used here"
        mend "{1} の for_each や where の中で使ってください。" "use it where a member of {1} is looked at";
    RuleCycle "E414" Error "ルールがぐるぐる回っています: {0}" "these rules rest on each other: {0}"
        mend "どこか1つを、ほかを使わない条件にしてください。" "let one of them do without the others";
    RoleCycle "E415" Error "役割がぐるぐる回っています: {0}" "these roles rest on each other: {0}"
        mend "どこか1つを、ほかを使わない条件にしてください。" "let one of them do without the others";

    // Items, lists, events.
    VisitIsNoList "E501" Error "\"of\": \"visit\" のファイルに list は書けません。" "a file of the visit cannot declare a list";
    NotOfList "E502" Error "「{0}」はリスト「{1}」の項目ではありません。" "\"{0}\" is not an item of the list \"{1}\"";
    DerivedAsked "E503" Error "「{0}」は条件から決まる役割で、質問できません。" "\"{0}\" is a derived role and is never asked"
        mend "ここから消してください。" "remove it here";
    NeverAsked "E504" Error "条件で決まる役割に「{0}」は要りません。" "a derived role has no \"{0}\""
        mend "「first」か「{0}」のどちらかを消してください。" "remove \"first\" or \"{0}\"";
    CardMisfit "E505" Error "カードの「{0}」は、この種類の項目には入りません。" "the card's \"{0}\" does not fit this type of item"
        mend "name は氏名、address は住所、birth_date は日付、sex は male と female のある選択の項目に書きます。" "name fits a name, address an address, birth_date a date, sex a choice with male and female";
    RosterAgain "E506" Error "「{0}」はリスト「{1}」と一緒に質問されます。" "\"{0}\" is asked together with the list \"{1}\""
        mend "ここから消してください。" "remove it here";
    Unasked "E507" Error "「{0}」には「{1}」が要りますが、どの区分でも質問していません。" "\"{0}\" needs \"{1}\", but no section asks it"
        mend "sections のどれかの items に \"{1}\" を加えてください。" "add \"{1}\" to the items of a section";
    RoleOfMember "E508" Error "役割は来庁1回につき1人なので、リスト「{0}」の人ごとには持てません。" "a role is one of the visit; a member of \"{0}\" cannot have one"
        mend "\"of\": \"visit\" のファイルに移してください。" "move it to a file with \"of\": \"visit\"";
    CalledLate "E509" Error "called の最初の「{0}」が roster にありません。分かるまで「2人目」のように印刷されます。" "\"{0}\", the first of \"called\", is not in the roster: until it is known, \"No. 2\" would be printed"
        mend "roster に \"{0}\" を加えてください。" "add \"{0}\" to the roster";
    NameInGuide "E510" Error "「{0}」は氏名なので、氏名を印刷しない案内では使えません。" "\"{0}\" is a name, and the guide prints none"
        mend "called の2つ目に、続柄のような氏名でない項目を書いてください。" "let the second of \"called\" be no name: a relation, say";
    AsksNumber "E511" Error "「{0}」は、画面で聞いたり残したりしてはいけない番号です。" "\"{0}\" is a number that must be neither asked on the screen nor kept"
        mend "項目を消し、様式の欄を { \"blank\": \"number\" } にして、紙に書いてもらってください。カードや書類を持っているかどうかは、yes_no の項目で聞けます。" "remove the item, and leave the box on paper to be written by hand: { \"blank\": \"number\" }; whether somebody has the card or the paper can be asked with \"yes_no\"";
    AsksPrivate "E512" Error "「{0}」は、手続に要らないので、聞いてはいけません。" "\"{0}\": no procedure needs to know it, so it must not be asked"
        mend "項目か選択肢を消してください。" "remove the item or the option";
    Endangers "E513" Error "「{0}」を画面や案内票に出すと、その人を危険にさらします。" "\"{0}\" on the screen or on the guide would put somebody in danger"
        mend "言葉を消し、職員が話を聞いてください。画面には「住所を知られたくない方は、先に職員に声をおかけください」のように書けます。" "remove the words, and let the staff speak with the person; the screen may say: \"if nobody should learn your address, please speak to the staff first\"";

    // Procedures.
    LastHasWhen "E601" Error "最後の「{0}」に条件があります。どれにも当てはまらない人が出ます。" "the last \"{0}\" has a condition: somebody may be left without one"
        mend "最後は when を書かないでください。" "leave \"when\" out of the last entry";
    NeverReached "E602" Error "条件のない「{0}」の後は使われません。" "what follows a \"{0}\" without a condition is never used"
        mend "when を書くか、最後に移してください。" "give it a \"when\", or move it to the end";
    OneSpan "E603" Error "期間は days・months・years のどれか1つで書きます。" "a time limit has exactly one of days, months and years";
    NoStart "E604" Error "「{0}」は{1}なので、期間の始まりにできません。" "\"{0}\" is {1}; a time limit starts from a whole date";
    SheetForOthers "E605" Error "様式「{0}」は「{1}」の1人ごとの様式で、この手続は別のリストについての手続です。" "the sheet \"{0}\" is for one member of \"{1}\", but this procedure is for another list"
        mend "手続か様式の for_each を合わせてください。" "let the for_each of the two agree";
    OtherMembers "E607" Error "手続「{0}」は「{1}」の1人ごとの手続で、この手続とは別のリストについてのものです。" "the procedure \"{0}\" is for each member of \"{1}\", and this one is for another list"
        mend "not_with から消してください。1人が両方に当てはまることはありません。" "remove it from \"not_with\": nobody can be concerned by both";
    RowsForOthers "E606" Error "様式「{0}」には「{1}」のうち手続に当てはまる人の行がありますが、この手続は別のリストについての手続です。" "the sheet \"{0}\" has rows for the members of \"{1}\" concerned, but this procedure is for another list"
        mend "表の who を \"everybody\" か条件にするか、手続の for_each を合わせてください。" "let \"who\" be \"everybody\" or a condition, or the for_each of the procedure be that list";

    // Sheets.
    OneBlock "E701" Error "何のブロックか分かりません（head、rows、office、at、below のどれかが要ります）。" "this is no block: it needs one of head, rows, office, at, below";
    OneContent "E702" Error "欄には label・show・tick・ring・options・blank・across・down・either のどれか1つが要ります（今は: {0}）。" "a cell has exactly one of label, show, tick, ring, options, blank, across, down, either (here: {0})";
    KeyWithout "E703" Error "「{0}」は {1} と一緒に使うキーです。" "\"{0}\" goes together with {1}";
    NoCellId "E704" Error "「{0}」の欄に id がありません。" "a box with \"{0}\" needs an id"
        mend "様式の中で1つだけの id を書いてください。" "give it an id that is unique on the sheet";
    DoubledCell "E705" Error "欄の id「{0}」が様式の中に2つあります。" "there are two boxes \"{0}\" on this sheet"
        mend "別の id にしてください。" "choose another id";
    OffPage "E706" Error "用紙からはみ出しています（{0} まで。用紙は {1}）。" "this leaves the page (it reaches {0}; the page is {1})";
    OutsideGrid "E707" Error "表（{0}）の外にあります。" "this is outside of its grid ({0})"
        mend "span は [列の数, 行の数] です。" "span is [columns, rows]";
    Overlap "E708" Error "{0} の欄と重なっています。" "this overlaps the cell at {0}";
    NoOptions "E709" Error "「{0}」は{1}で、選択肢がありません。" "\"{0}\" is {1} and has no options";
    ShowsMember "E710" Error "「{0}」はそのままでは書けません。" "\"{0}\" cannot be printed by itself"
        mend "「{0}.name」のように、その人の項目を書いてください。" "write an item of the member, as in \"{0}.name\"";
    SheetCycle "E711" Error "続き用紙「{0}」がぐるぐる回っています。" "the continuation \"{0}\" leads back to this sheet"
        mend "同じ様式に続けるときは continued_on を消してください。" "leave continued_on out to continue on the same sheet";
    NoRoomThere "E712" Error "続き用紙「{0}」に「{1}」の行がありません。" "the continuation \"{0}\" has no rows of \"{1}\"";
    NothingToContinue "E713" Error "「{0}」に続ける行がないか、for_each が違います。" "there are no rows to continue on \"{0}\", or its for_each differs";
    RowsAgain "E714" Error "rows_of のある表が、この様式にもう1つあります。" "there is a grid with rows_of on this sheet already"
        mend "2つ目の表を別の様式に移してください。" "move the second one to another sheet";
    IdleOnlyIf "E715" Error "この only_if は、紙の上で何も変えません。" "this only_if changes nothing on paper"
        mend "only_if を消してください。手で書く blank の欄なら、writes も書けば残せます。" "remove it; on a blank that a person fills in it can stay beside a \"writes\"";
    RowShort "E716" Error "この行には、あと{0}列ぶんの欄が足りません。" "this row leaves {0} of its columns free"
        mend "空の欄は {} と書きます。" "write {} for an empty cell";
    RowOver "E717" Error "この欄を置く場所が、この行にはもうありません（表は{0}列）。" "there is no free place left for this cell (the grid has {0} columns)"
        mend "欄を消すか、columns を増やすか、次の行に移してください。上の行の span が下に伸びていないかも見てください。" "remove it, add a column, or move it to the next row; a span from a row above may reach down here";
    TwoPlaces "E718" Error "「{0}」と「{1}」の両方で場所を決めています。" "both \"{0}\" and \"{1}\" say where this stands"
        mend "どちらかを消してください。" "remove one of them";
    NoPdf "E720" Error "「{0}」という PDF がありません。" "there is no PDF \"{0}\""
        mend "定義のフォルダの中に置き、\"grounds/moving.pdf\" のように、そのフォルダからの場所を書いてください。" "put it into the folder of the definitions, and write its path from there, as in \"grounds/moving.pdf\"";
    BadPdf "E721" Error "PDF「{0}」を使えません。{1}" "the PDF \"{0}\" cannot be used: {1}";
    NoSuchPage "E722" Error "PDF「{0}」に {1} ページ目はありません（全{2}ページ）。" "the PDF \"{0}\" has no page {1} (it has {2})";
    OtherPaper "E723" Error "paper は {0} ですが、PDF のページは {1} です。" "\"paper\" is {0}, but the page of the PDF is {1}"
        mend "paper を PDF に合わせるか、PDF を用紙の大きさで保存し直してください。" "let \"paper\" agree with the PDF, or save the PDF in the size of the paper";
    UnknownField "E724" Error "この PDF に入力欄「{0}」はありません。" "this PDF has no form field \"{0}\""
        mend "このページの入力欄: {1}" "the fields of this page are: {1}";
    UnknownState "E725" Error "入力欄「{1}」に「{0}」という状態はありません。" "the form field \"{1}\" has no state \"{0}\""
        mend "state に書けるもの: {2}" "what can be the state: {2}";
    UnfitField "E726" Error "入力欄「{0}」は{1}なので、{2} を書けません。" "the form field \"{0}\" is {1}; \"{2}\" does not fit it";
    FieldAgain "E727" Error "入力欄「{0}」は、この様式のほかの欄がもう使っています。" "another box of this sheet has the form field \"{0}\" already"
        mend "どちらかを消してください。" "remove one of them";
    OwnPaper "E728" Error "自治体の PDF の上に「{0}」は置けません。" "\"{0}\" has no place on a page of the office's own"
        mend "消して、要る欄だけを \"at\" か \"field\" で置いてください。" "remove it, and place only what is filled in, by \"at\" or \"field\"";
    BoxOnBox "E740" Error "欄「{0}」と重なっています（横 {1} mm、縦 {2} mm）。値が重なって印刷されます。" "this stands on the box \"{0}\" ({1} mm across, {2} mm down): one value would be printed over the other"
        mend "場所や大きさを直して離してください。条件でどちらか1つだけが出る欄なら、1つの場所に either で入れてください。" "move them apart; boxes of which conditions let only one through go into one place, with \"either\"";

    // Dates of effect.
    InForceTwice "E730" Error "{0}「{1}」は、{2} に2つ使われることになっています。" "of the {0} \"{1}\", two are in force on {2}"
        mend "先に使うほうに \"until\": \"{3}\"、後に使うほうに \"from\": \"{4}\" のように書いて、日が重ならないようにしてください。" "let them share no day: write \"until\": \"{3}\" in the one that comes first, and \"from\": \"{4}\" in the other";
    EndsBeforeBegin "E731" Error "終わりの日 {1} が、始まりの日 {0} より前です。" "it ends on {1}, before it begins on {0}"
        mend "until には、使う最後の日を書いてください。" "\"until\" is the last day on which it is in force";
    SheetNotInForce "E732" Error "手続「{2}」が使うのに、様式「{0}」は {1}は使えません。" "the sheet \"{0}\" is not in force {1}, but the procedure \"{2}\" uses it on these days"
        mend "様式の from・until を直すか、前の様式を until をつけて残すか、手続の期間を合わせてください。" "mend \"from\" and \"until\" of the sheet, keep the former sheet with \"until\", or give the procedure the same days";
    SettingNotInForce "E733" Error "「{2}」が使うのに、設定「{0}」には {1}の値がありません。" "the setting \"{0}\" has no value {1}, but \"{2}\" reads it on these days"
        mend "その間の値を書き足すか、from・until を直してください。" "add the value of these days, or mend \"from\" and \"until\"";
    OtherMembersNow "E734" Error "{0}「{1}」の for_each が、期間によって違います。" "the {0} \"{1}\" has another \"for_each\" on other days"
        mend "だれについてのものかを変えるときは、別の名前（id）にしてください。" "choose another id for what is about others";
    SettingChangesType "E735" Error "設定「{0}」の値の種類が、期間によって違います。" "the setting \"{0}\" has values of different types"
        mend "どの期間も、数だけ、文字列だけ、true・false だけにそろえてください。" "write numbers only, texts only, or true and false only";

    // Scenarios.
    DoubledScenario "E801" Error "シナリオ「{0}」は、もうあります。" "there is a scenario \"{0}\" already"
        mend "別の名前にしてください。" "choose another name";
    NotInEvent "E802" Error "手続「{0}」はライフイベント「{1}」にありません。" "the procedure \"{0}\" is not in the event \"{1}\"";
    NotInOnly "E811" Error "手続「{0}」は、このシナリオの only にありません。" "the procedure \"{0}\" is not among the \"only\" of this scenario"
        mend "only に加えるか、ここから消してください。" "add it to \"only\", or remove it here";
    NoSuchMember "E803" Error "「{1}」の {0} 人目は回答にありません。" "the answers have no member {0} of \"{1}\""
        mend "回答のリストは1人目を 1 と数えます。" "members count from 1";
    WrongSlot "E804" Error "「{0}」は質問の名前ではありません。" "\"{0}\" is not the name of a question"
        mend "「moved_on」「people」「people.2.name」のように書きます。" "write it as in \"moved_on\", \"people\" or \"people.2.name\"";
    NoUnknown "E805" Error "「{0}」には「わからない」がありません。" "\"{0}\" has no \"I don't know\""
        mend "項目に \"unknown\": true を書くか、答えを書いてください。" "give the item \"unknown\": true, or answer it";
    MembersForVisit "E806" Error "「{0}」は来庁1回の手続なので、人の番号は書けません。" "\"{0}\" is for the whole visit and cannot name members";
    BadPageName "E807" Error "「{0}」は様式の名前ではありません。" "\"{0}\" is not the name of a page or box"
        mend "ページは「f01」「f09:6」、欄は「f01.to_address」「f01_more.name:1」のように書きます。" "pages are named as in \"f01\" or \"f09:6\", boxes as in \"f01.to_address\" or \"f01_more.name:1\"";
    AnswerMisfit "E808" Error "「{0}」の答えとして読めません。{1}" "this does not answer \"{0}\": {1}";

    // Doubtful.
    Unwanted "W901" Warning "「{0}」は、どの手続・様式・役割でも使われていません。" "no procedure, sheet or role wants \"{0}\""
        mend "要らなければ消してください。要るものなら、使う側を書いてください。" "remove it, or write what uses it";
    MissingLanguage "W902" Warning "画面の言葉に、この言語がありません: {0}" "words on the screen are missing in: {0}"
        mend "訳を加えてください。それまでは日本語が出ます。" "add them; until then Japanese is shown";
    NoLetter "W903" Warning "付属の字体にない字が使われています: {0}。{1}に正しく出ません。" "no font of the program has: {0}; it will not be seen {1}"
        mend "ほかの字か言葉に直してください。絵文字や、機種によって違う記号は使えません。" "use other letters or words; pictures (emoji) cannot be used";
    TooLong "W904" Warning "{0}に入りきりません（全角でおよそ {1} 文字ぶん。入るのは {2} 文字ぶんまで）。" "this is too long for {0} (about {1} full-width letters; there is room for {2})"
        mend "短い言葉に直してください。質問や選択肢の詳しい説明は help に書けます。" "use fewer words; what a question or an option means can be explained in \"help\"";
    Gap "W922" Warning "{0}「{1}」は、{2}は使われません。" "the {0} \"{1}\" is not in force {2}"
        mend "続けて使うなら、前のほうの until を、この from の前の日にしてください。" "to go on without a gap, let the former end on the day before this \"from\"";

    // Proved with households.
    NeverTrue "W911" Warning "「{0}」の条件は、どんな世帯でも成り立ちません（{1}人までの世帯をすべて調べました）。" "the condition of \"{0}\" holds for no household (all of up to {1} members were tried)"
        mend "条件の中に、同時には成り立たないものがないか見てください。" "look for parts that cannot hold together";
    AlwaysTrue "W912" Warning "「{0}」の条件は、どんな世帯でも成り立ちます（{1}人までの世帯をすべて調べました）。" "the condition of \"{0}\" holds for every household (all of up to {1} members were tried)"
        mend "いつも要るものなら { \"all\": [] } と書いてください。" "write { \"all\": [] } if it is always meant";
    NobodysCase "W913" Warning "手続「{1}」の {0} は、どんな世帯でも使われません。" "{0} of the procedure \"{1}\" is used for no household"
        mend "手続の when や、前に書いた場合と合わせて見てください。" "read it together with the procedure's \"when\" and the cases before it";
    Together "W914" Warning "手続「{0}」と「{1}」が、同時に必要になる世帯があります: {2}" "the procedures \"{0}\" and \"{1}\" are needed together by a household: {2}"
        mend "どちらかの when に条件を足すか、not_with を消してください。" "add to one of their conditions, or remove the \"not_with\"";
    SameOptions "W915" Warning "「{0}」の選択肢 {1} は、どれを選んでも何も変わりません。" "it makes no difference which of the options {1} of \"{0}\" is chosen"
        mend "1つにまとめられないか見てください。" "see whether one option would do";
    StaysEmpty "W916" Warning "欄「{0}」が空のまま印刷される世帯があります: {1}" "the box \"{0}\" stays empty for a household: {1}"
        mend "わからない の答えや役割がいない場合にどうするか決め、only_if か optional を書いてください。" "decide what stands there, and write \"only_if\" or \"optional\"";
    DueUnknown "W917" Warning "手続「{0}」の期限の始まりの日が分かることはありません。" "the starting day of the time limit of \"{0}\" is never known"
        mend "after に書いた項目を見てください。" "look at the item in \"after\"";
    NeverWanted "W918" Warning "質問「{0}」は、ライフイベント「{1}」のどの手続にも要らないので、だれにも聞かれません。" "nobody is asked \"{0}\" in the event \"{1}\": none of its procedures needs the answer"
        mend "sections から消すか、この項目を使う手続をイベントに加えてください。" "remove it from the sections, or add the procedure that needs it to the event";
    TooLarge "W919" Warning "「{0}」は組み合わせが多すぎて、調べきれませんでした。" "\"{0}\" has too many combinations to be searched completely"
        mend "条件をルール（rules）に分けるか、小さくしてください。" "split its condition, or make it smaller";

    // Mixes of households.
    UnfitPick "W920" Warning "「{0}」は、{1}の答えの決め方に使えません。" "\"{0}\" does not say how {1} is answered"
        mend "使えるもの: {2}" "what fits: {2}";
    OnePick "W921" Warning "答えの決め方は1つだけ書きます（今は: {0}）。" "there is exactly one way to answer (here: {0})"
        mend "次のどれか1つ: {1}" "one of: {1}";
}

/// The catalogue of all problems, as `docs/problems.md` has it: number, how serious, what is wrong, how to mend it.
pub fn catalogue() -> String {
    let mut text = String::from(
        "# 誤りの一覧 — Problems\n\n`kakanai-author check` が知らせる誤りのすべて。{0}、{1} などには、その場の言葉が入ります。この一覧はプログラムから作られます。\n\nEverything `kakanai-author check` reports. {0}, {1} … stand for the words of the place. Generated; do not edit.\n",
    );
    for code in Code::ALL {
        let kind = match code.severity() {
            Severity::Error => "エラー / error",
            Severity::Warning => "注意 / warning",
        };
        let what = code.what(&[]);
        text.push_str(&format!("\n## {}\n{kind}\n\n- {}\n- {}\n", code.number(), what.ja, what.en));
        if let Some(mend) = code.mend(&[]) {
            text.push_str(&format!("- 直し方: {}\n- help: {}\n", mend.ja, mend.en));
        }
    }
    text
}

// One pass, so that what an author wrote is never taken for a place to fill.
fn filled(ja: &str, en: &str, arguments: &[Words]) -> Words {
    let fill = |template: &str, pick: fn(&Words) -> &String| {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let place = after.split_once('}').and_then(|(number, after)| {
                let argument = arguments.get(number.parse::<usize>().ok()?)?;
                Some((pick(argument), after))
            });
            match place {
                Some((argument, after)) => {
                    text.push_str(argument);
                    rest = after;
                }
                None => {
                    text.push('{');
                    rest = after;
                }
            }
        }
        text.push_str(rest);
        text
    };
    Words { ja: fill(ja, |words| &words.ja), en: fill(en, |words| &words.en) }
}
