// ChangesTests
