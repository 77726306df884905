import MartletModel
import MartletProvider
import Subprocess

/// A program's answer.
struct CommandOutput: Sendable, Hashable {
    let status: Int
    let output: String
    let errors: String
}

/// Runs programs.
struct CommandRunner: Sendable {
    let run: @Sendable (_ program: String, _ arguments: [String]) async throws -> CommandOutput

    /// The operating system, with the program looked up in `PATH`.
    static let system = CommandRunner { program, arguments in
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 16))
        var status = 1
        if case .exited(let code) = result.terminationStatus { status = Int(code) }
        return CommandOutput(status: status, output: result.standardOutput, errors: result.standardError)
    }
}

/// Takes the token of whoever is signed in with the Azure CLI.
struct AzureCLICredential: AzureCredential {
    let run: CommandRunner
    let subscription: String?
    let tenant: String?
    let now: @Sendable () -> Int

    func token(for scope: String, renewing: Bool) async throws(ProviderError) -> AccessToken {
        let output: CommandOutput
        do {
            output = try await run.run("az", arguments(scope))
        } catch {
            throw failure("The Azure CLI (`az`) cannot be run.")
        }
        guard output.status == 0, let answer = try? Value(json: output.output, duplicateKeys: .lastWins),
            let token = answer["accessToken"]?.stringValue
        else {
            let line = output.errors.split(whereSeparator: \.isNewline).first.map { " It says: \($0)" } ?? ""
            throw failure("The Azure CLI gave no token.\(line)")
        }
        // Older versions only give a local time; such a token is asked for again after five minutes.
        return AccessToken(token, expiry: answer["expires_on"]?.intValue ?? now() + 600)
    }

    /// The CLI refuses `--subscription` and `--tenant` together.
    func arguments(_ scope: String) -> [String] {
        var arguments = ["account", "get-access-token", "--output", "json", "--scope", scope]
        if let tenant {
            arguments += ["--tenant", tenant]
        } else if let subscription {
            arguments += ["--subscription", subscription]
        }
        return arguments
    }

    private func failure(_ message: String) -> ProviderError {
        ProviderError(
            .authentication, code: "AzureCLI", message: message,
            hint: "Run `az login`, or set ARM_CLIENT_ID, ARM_TENANT_ID and ARM_CLIENT_SECRET."
        )
    }
}
