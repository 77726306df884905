import MartletModel
import MartletProvider
import Testing

@testable import MartletExecutor

struct StepFailureTests {
    @Test func `a failure names the place of each fault once`() {
        let port = ValuePath([.key("spec"), .key("port")])
        let error = ProviderError(
            .invalid, code: "Invalid", message: "Not accepted.",
            problems: [
                BodyProblem(port, "It is too large."), BodyProblem(port, "There is no field `spec.port`."),
                BodyProblem(ValuePath(), "That is all."),
            ])
        #expect(
            StepFailure(error).message
                == "Not accepted. `spec.port`: It is too large. There is no field `spec.port`. That is all.")
    }
}
