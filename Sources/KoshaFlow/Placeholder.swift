// KoshaFlow
