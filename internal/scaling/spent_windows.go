package scaling

import "time"

// spent is the time that has passed.
func spent() time.Duration { return time.Since(began) }

var began = time.Now()
