/// The folder `shared` beside the package; tests that need it skip where it is absent.
let sharedFolder: String = {
  let parts = #filePath.split(separator: "/").dropLast(5)
  return "/" + parts.joined(separator: "/") + "/shared"
}()
