package xdp2rtl.diagnostic;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Says in words why the file system refused something. Its own exceptions often hold only a path in their message.
public final class FileTrouble {
    private FileTrouble() {}

    /// What went wrong, without the file's name, to be put into a sentence.
    public static String reason(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "not a folder";
            case FileAlreadyExistsException _ -> "there is a file of this name";
            case DirectoryNotEmptyException _ -> "there is a folder of this name";
            case FileSystemException other when other.getReason() != null -> lower(other.getReason());
            case EOFException _ -> "it ends early";
            case CharacterCodingException _ -> "not UTF-8 text";
            default -> trouble.getMessage() == null ? trouble.getClass().getSimpleName() : lower(trouble.getMessage());
        };
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
