// KoshaStore
