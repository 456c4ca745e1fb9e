/** Commands that only tests have. They live apart: what stands below the application's package becomes a command of it. */
@NullMarked
package soartest;

import org.jspecify.annotations.NullMarked;
