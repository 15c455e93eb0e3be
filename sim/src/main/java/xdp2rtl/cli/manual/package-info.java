/// The manual, from what picocli knows of each verb: pages for `man`, and Markdown.
package xdp2rtl.cli.manual;
