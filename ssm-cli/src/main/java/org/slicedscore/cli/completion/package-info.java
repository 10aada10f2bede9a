/** Scripts that complete command lines in bash, zsh and fish. */
package org.slicedscore.cli.completion;
