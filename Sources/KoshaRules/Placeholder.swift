// KoshaRules
