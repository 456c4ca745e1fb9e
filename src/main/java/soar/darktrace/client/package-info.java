/**
 * The signed transport to Darktrace: what an instance is, how a request is signed, sent and guarded, and what can go
 * wrong. It knows no command and no endpoint; endpoints live in {@code api}.
 */
@NullMarked
package soar.darktrace.client;

import org.jspecify.annotations.NullMarked;
