// swift-tools-version: 6.2

import PackageDescription

/// One list for every target of ours: Swift 6, explicit existentials, explicit import visibility, no warnings.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

/// The house, lowest floor first: a target imports only from rows above its own (docs/architecture.md).
let package = Package(
    name: "martlet",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "martlet", targets: ["martlet"])],
    dependencies: [
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // libyaml's event API, from Debian's libyaml-dev.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // The vocabulary as values.
        .target(name: "MartletModel", dependencies: [bigInt, crypto], swiftSettings: settings),
        // A generic dense directed acyclic graph; knows no resource.
        .target(name: "MartletGraph", swiftSettings: settings),
        // Stack text to an evaluated stack, and every diagnostic on the way.
        .target(
            name: "MartletLanguage",
            dependencies: ["CLibYAML", "MartletModel", "MartletGraph", bigInt, crypto, cryptoExtras],
            swiftSettings: settings
        ),
        // The provider protocol, resource schemas, retry and error classes as values.
        .target(name: "MartletProvider", dependencies: ["MartletModel"], swiftSettings: settings),
        // Pure and synchronous: desired + state + observations to a plan.
        .target(
            name: "MartletPlanner",
            dependencies: ["MartletModel", "MartletGraph", "MartletLanguage", "MartletProvider"],
            swiftSettings: settings
        ),
        // The state store: SQLite, journal, lease, history, sealing of secrets.
        .target(
            name: "MartletState",
            dependencies: ["MartletModel", "MartletGraph", grdb, crypto],
            path: "state",
            exclude: ["README.md"],
            resources: [.embedInCode("migrations")],
            swiftSettings: settings
        ),
        // HTTPTransport, retry, throttle, paging, and AsyncHTTPClient behind it.
        .target(
            name: "MartletHTTP",
            dependencies: [
                "MartletModel", "MartletProvider", httpTypes, logging, nioCore, nioHTTP1, nioPosix, nioSSL,
                asyncHTTPClient,
            ],
            swiftSettings: settings
        ),
        // Azure Resource Manager: a catalog of types as data, authentication, long-running operations.
        .target(
            name: "AzureProvider",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletProvider", "MartletHTTP", httpTypes, crypto, cryptoExtras,
                subprocess,
            ],
            path: "providers/azure",
            exclude: ["README.md", "catalog", "embed-catalog.sh"],
            swiftSettings: settings
        ),
        // Kubernetes: kubeconfig, discovery, server-side apply, readiness.
        .target(
            name: "KubernetesProvider",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletProvider", "MartletHTTP", httpTypes, crypto, subprocess,
            ],
            path: "providers/kubernetes",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        // core.*: data, random values, files.
        .target(
            name: "CoreProvider",
            dependencies: ["MartletModel", "MartletProvider", crypto],
            path: "providers/core",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        // Bolt, and the neo4j.* types.
        .target(
            name: "Neo4jProvider",
            dependencies: ["MartletModel", "MartletProvider", nioCore, nioPosix, nioSSL],
            path: "providers/neo4j",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        // ARM and Kubernetes semantics as a transport and as a loopback server.
        .target(
            name: "Sandbox",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletProvider", "MartletHTTP", httpTypes, crypto, grdb,
                hummingbird, logging, nioCore,
            ],
            path: "providers/sandbox",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        // Runs an approved plan: journal, concurrency, drain, rollback, resume.
        .target(
            name: "MartletExecutor",
            dependencies: [
                "MartletModel", "MartletGraph", "MartletLanguage", "MartletProvider", "MartletPlanner", "MartletState",
                collections,
            ],
            swiftSettings: settings
        ),
        // Plans, diagnostics and events to text and JSON; no input or output of its own.
        .target(
            name: "MartletRendering",
            dependencies: ["MartletModel", "MartletGraph", "MartletPlanner", "MartletState", "MartletExecutor"],
            swiftSettings: settings
        ),
        // One file a command; wiring; exit codes.
        .target(
            name: "MartletCommands",
            dependencies: [
                "MartletModel", "MartletGraph", "MartletLanguage", "MartletProvider", "MartletPlanner", "MartletState",
                "MartletHTTP", "AzureProvider", "KubernetesProvider", "CoreProvider", "Neo4jProvider", "Sandbox",
                "MartletExecutor", "MartletRendering", argumentParser, httpTypes, logging,
            ],
            swiftSettings: settings
        ),
        .executableTarget(name: "martlet", dependencies: ["MartletCommands"], swiftSettings: settings),

        // What tests share: golden files, seeded randomness, builders, the fixtures folder.
        .target(name: "TestSupport", dependencies: ["MartletModel"], path: "Tests/Support", swiftSettings: settings),
        // A Key Vault for tests of more than one room.
        .target(
            name: "VaultDouble", dependencies: ["MartletModel", "MartletHTTP", httpTypes, cryptoExtras],
            path: "Tests/VaultDouble", swiftSettings: settings
        ),
        .testTarget(name: "ModelTests", dependencies: ["MartletModel", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "GraphTests", dependencies: ["MartletGraph", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "LanguageTests",
            dependencies: [
                "MartletModel", "MartletLanguage", "TestSupport",
            ],
            exclude: ["Expressions/Oracle", "Fuzzing/Corpus"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ProviderTests",
            dependencies: [
                "MartletModel", "MartletProvider", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PlannerTests",
            dependencies: [
                "MartletModel", "MartletGraph", "MartletLanguage", "MartletProvider", "MartletPlanner", "CoreProvider",
                "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StateTests",
            dependencies: ["MartletModel", "MartletState", grdb, "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HTTPTests",
            dependencies: [
                "MartletModel", "MartletProvider", "MartletHTTP", httpTypes, logging, "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AzureTests",
            dependencies: [
                "MartletModel", "MartletProvider", "MartletHTTP", "AzureProvider", "Sandbox", httpTypes, cryptoExtras,
                logging, "TestSupport", "VaultDouble",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KubernetesTests",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletProvider", "MartletHTTP", "KubernetesProvider", "Sandbox",
                httpTypes, "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CoreTests",
            dependencies: [
                "MartletModel", "MartletProvider", "CoreProvider", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "Neo4jTests",
            dependencies: [
                "MartletModel", "MartletProvider", "Neo4jProvider", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletProvider", "MartletHTTP", "Sandbox", httpTypes, logging,
                "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ExecutorTests",
            dependencies: [
                "MartletModel", "MartletGraph", "MartletLanguage", "MartletProvider", "MartletPlanner", "MartletState",
                "MartletExecutor", "CoreProvider", grdb, "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RenderingTests",
            dependencies: [
                "MartletModel", "MartletPlanner", "MartletExecutor", "MartletRendering", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletHTTP", "MartletPlanner", "MartletState", "MartletExecutor",
                "MartletCommands",
                "TestSupport", httpTypes,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "MartletModel", "MartletLanguage", "MartletHTTP", "MartletPlanner", "MartletState", "MartletExecutor",
                "MartletCommands", "Sandbox", "TestSupport", "VaultDouble",
            ],
            exclude: ["Catalogue/Examples"],
            swiftSettings: settings
        ),
    ]
)
