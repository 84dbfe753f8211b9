#[allow(dead_code)]
#[path = "../../../crates/reading/tests/support/frames.rs"]
mod frames;
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    s.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let set: u64 = args[1].parse().unwrap();
    let count: usize = args[2].parse().unwrap();
    let only = args.get(3);
    let d = format!("/tmp/fr{set}");
    std::fs::create_dir_all(&d).unwrap();
    let (mut allok, mut alln, mut allt) = (0, 0, 0.0);
    for kind in frames::KINDS {
        if only.is_some_and(|o| o != kind) { continue }
        let (mut ok, mut wrong, mut time, mut dam) = (0, 0, 0.0_f64, 0);
        let mut most = 0.0_f64;
        let mut bad = String::new();
        for nth in 0..count {
            let p = format!("{d}/{kind}_{nth}.png");
            let tp = format!("{d}/{kind}_{nth}.json");
            if !std::path::Path::new(&tp).exists() {
                let scene = frames::scene(kind, set, nth);
                scene.frame.save(&p).unwrap();
                std::fs::write(&tp, serde_json::to_string(&scene.texts).unwrap()).unwrap();
            }
            let frame = image::open(&p).unwrap().into_luma8();
            let texts: Vec<String> = serde_json::from_slice(&std::fs::read(&tp).unwrap()).unwrap();
            let f = kakanai_reading::Frame::new(1280, 720, frame.into_raw().into()).unwrap();
            let t = cpu();
            let found = kakanai_reading::Parts::default().look(&f).unwrap();
            let ms = cpu() - t;
            let found: Vec<String> = found.iter().map(|p| p.text(Default::default()).map(|t| t.to_string()).unwrap_or_else(|e| e.to_string())).collect();
            time += ms;
            most = most.max(ms);
            let good = texts.iter().all(|t| found.contains(t));
            if good { ok += 1 } else { bad += &format!(" {nth}") }
            if let Err(kakanai_reading::ReadError::CodeDamaged) = kakanai_reading::read_codes(&std::fs::read(&p).unwrap()) { if good { dam += 1 } }
            if found.iter().any(|f| !texts.contains(f)) { wrong += 1 }
        }
        if kind != "none" { allok += ok; alln += count; }
        allt += time / count as f64;
        println!("{kind:14} {:5.1} % wrong {wrong} false damage {dam} mean {:6.1} ms max {most:6.1} |{bad}", ok as f64 * 100.0 / count as f64, time / count as f64);
    }
    println!("all {:.1} %  {:.1} ms", allok as f64 * 100.0 / alln as f64, allt / 20.0);
}
