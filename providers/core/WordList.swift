/// Words for names: short, plain, none that hurts.
enum WordList {
    static let adjectives = [
        "able", "agile", "airy", "amber", "ample", "apt", "azure", "bold", "brave", "bright", "brisk", "calm", "clear",
        "clever", "coral", "cosy", "crisp", "dapper", "deft", "dewy", "eager", "early", "easy", "fair", "fleet", "fond",
        "fresh", "gentle", "glad", "golden", "grand", "hardy", "hazel", "honest", "ideal", "jolly", "keen", "kind",
        "lively", "loyal", "lucid", "lucky", "mellow", "merry", "mild", "neat", "nimble", "noble", "polite", "prime",
        "proud", "quick", "quiet", "rapid", "ready", "rosy", "royal", "sage", "silver", "smart", "snug", "solid",
        "spry",
        "steady", "still", "sunny", "sure", "swift", "tidy", "true", "upbeat", "vivid", "warm", "wise", "witty",
        "zesty",
    ]

    static let birds = [
        "auk", "avocet", "bittern", "bunting", "buzzard", "chough", "coot", "crane", "crossbill", "curlew", "dipper",
        "dove", "dunlin", "eagle", "egret", "eider", "falcon", "finch", "fulmar", "gannet", "godwit", "goose",
        "goshawk",
        "grebe", "grouse", "gull", "harrier", "heron", "hobby", "hoopoe", "ibis", "jay", "kestrel", "kingfisher",
        "kite",
        "knot", "lapwing", "lark", "linnet", "magpie", "martin", "martlet", "merlin", "nightjar", "osprey", "ouzel",
        "owl",
        "petrel", "pipit", "plover", "puffin", "quail", "rail", "raven", "redpoll", "robin", "rook", "ruff",
        "sandpiper",
        "shrike", "siskin", "skua", "snipe", "sparrow", "starling", "stork", "swallow", "swan", "swift", "teal", "tern",
        "thrush", "tit", "wagtail", "warbler", "wheatear", "whimbrel", "wigeon", "wren", "yellowhammer",
    ]
}
