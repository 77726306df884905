package import MartletModel
package import MartletProvider

extension CatalogEntry {
    /// A wire object in the engine's terms: pure, without what only actions return.
    package func live(_ wire: Value, id: ArmID, body: Value) -> LiveObject {
        let object = WireObject(self, id)
        return object.live(wire, attributes: object.attributes(of: wire, body: body))
    }
}
