// ServiceLevelsTests
