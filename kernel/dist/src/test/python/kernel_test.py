"""The Jupyter project's own tests for kernels, with every one of them enabled.

    python -m unittest -v kernel_test
"""

import unittest

import jupyter_kernel_test


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".java"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("to standard error");'
    completion_samples = [
        {"text": '"text".chars', "matches": {"chars()"}},
        {"text": "Integer.parseUns"},
        {"text": "Strin"},
    ]
    complete_code_samples = ["1 + 1", "int a = 1;", 'String s() { return "x"; }', "class A {}", ""]
    incomplete_code_samples = ["int a = (1 +", "for (int i = 0; i < 3; i++) {", "class A {", "/* open"]
    invalid_code_samples = ["int 1a = 3;", ")"]
    code_page_something = "String?"
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7_000", "result": "42000"},
        {"code": "List.of(6 * 7_001, 2)", "result": "[42006, 2]"},
        {"code": "6 * 7_000", "result": "42000"},
        {"code": "6 * 7_000", "result": "42000"},
    ]
    code_display_data = [
        {"code": 'io.juggler.api.Display.display("shown");', "mime": "text/plain"},
        {
            "code": "io.juggler.api.Display.display("
            "new java.awt.image.BufferedImage(2, 2, java.awt.image.BufferedImage.TYPE_INT_RGB));",
            "mime": "image/png",
        },
    ]
    code_history_pattern = "6 * 7_00?"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "String"
    code_clear_output = "io.juggler.api.Display.frontEnd().clearOutput(false);"


class JavaWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "java"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
